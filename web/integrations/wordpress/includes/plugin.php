<?php
/**
 * Hooks everything up. What a part listens to stands in its own register().
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Plugin {
	public static function start(): void {
		add_action( 'init', array( self::class, 'load_translations' ) );
		Installation::upgrade_if_needed();
		Widget::register();
		Mistakes::register();
		( new Enforcement() )->register();
		Strikes::register();
		Recheck::register();
		Trial::register();
		Privacy::register();
		if ( is_admin() ) {
			Admin\Actions::register();
			Admin\Settings_Page::register();
			Admin\Trial_Page::register();
			Admin\Comment_List::register();
			Admin\Dashboard_Box::register();
		}
	}

	public static function load_translations(): void {
		load_plugin_textdomain( 'precheck', false, dirname( plugin_basename( PLUGIN_FILE ) ) . '/languages' );
	}
}
