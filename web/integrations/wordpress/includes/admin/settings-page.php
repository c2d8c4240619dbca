<?php
/**
 * Settings → Precheck.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

use Precheck\Policy;
use Precheck\Settings;
use const Precheck\PLUGIN_FILE;
use const Precheck\VERSION;

final class Settings_Page {
	public const SLUG = 'precheck';

	public static function register(): void {
		add_action( 'admin_menu', array( self::class, 'add' ) );
		add_action( 'admin_enqueue_scripts', array( self::class, 'enqueue' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), array( self::class, 'link' ) );
	}

	public static function add(): void {
		add_options_page( 'Precheck', 'Precheck', 'manage_options', self::SLUG, array( self::class, 'show' ) );
	}

	public static function enqueue(): void {
		wp_enqueue_style( 'precheck-admin', plugins_url( 'assets/admin.css', PLUGIN_FILE ), array(), VERSION );
	}

	public static function link( array $links ): array {
		$address = admin_url( 'options-general.php?page=' . self::SLUG );
		return array( 'settings' => '<a href="' . esc_url( $address ) . '">' . esc_html__( 'Settings', 'precheck' ) . '</a>' ) + $links;
	}

	public static function show(): void {
		$settings = Settings::all();
		echo '<div class="wrap precheck"><h1>Precheck</h1>';
		$sample = Notices::show();
		self::show_state( $settings );
		echo Actions::form( 'precheck_save', 0, 'enctype="multipart/form-data"' ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		self::show_mode( $settings );
		self::show_bridge( $settings );
		self::show_policy( $settings );
		self::show_fates( $settings );
		submit_button( __( 'Save and ask the checker', 'precheck' ) );
		echo '</form>';
		self::show_test( $sample );
		echo '</div>';
	}

	private static function show_state( array $settings ): void {
		$facts = Policy::facts();
		if ( '' === $facts['revision'] ) {
			printf( '<div class="notice notice-warning inline"><p>%s</p></div>', esc_html__( 'No policy has been read yet. Choose the way to the checker below and save.', 'precheck' ) );
			return;
		}
		/* translators: 1: name of the policy, 2: revision */
		printf( '<p>%s</p>', esc_html( sprintf( __( 'Policy in use: "%1$s", %2$s', 'precheck' ), $facts['name'], substr( $facts['revision'], 0, 19 ) ) ) );
		if ( 'log' === $settings['mode'] ) {
			printf( '<div class="notice notice-info inline"><p>%s</p></div>', esc_html__( 'Precheck only logs so far: commenters see nothing, and no comment is held. Look at the findings in your comment list for a while, then switch it on.', 'precheck' ) );
		}
	}

	private static function show_mode( array $settings ): void {
		self::begin( __( 'Mode', 'precheck' ) );
		self::radio( 'mode', 'log', $settings, __( 'Log only', 'precheck' ), __( 'Every new comment is judged and the result is shown to you. Nothing else happens.', 'precheck' ) );
		self::radio( 'mode', 'enforce', $settings, __( 'On', 'precheck' ), __( 'Commenters are warned as they type, and your server has the final word.', 'precheck' ) );
		self::end();
	}

	private static function show_bridge( array $settings ): void {
		self::begin( __( 'Way to the checker', 'precheck' ) );
		self::radio( 'bridge', 'http', $settings, __( 'Service', 'precheck' ), __( '"precheck serve" runs on this or another machine. The usual way.', 'precheck' ) );
		self::text( 'service_url', $settings, __( 'Address of the service', 'precheck' ) );
		self::radio( 'bridge', 'command', $settings, __( 'Command', 'precheck' ), __( 'The program "precheck" is started for every comment. Nothing has to run all the time.', 'precheck' ) );
		self::text( 'command', $settings, __( 'Path of the program', 'precheck' ) );
		self::radio( 'bridge', 'ffi', $settings, __( 'Library inside PHP', 'precheck' ), __( 'Needs three lines in php.ini; docs/wordpress.md has them.', 'precheck' ) );
		self::end();
	}

	private static function show_policy( array $settings ): void {
		self::begin( __( 'Policy', 'precheck' ) );
		printf( '<p>%s</p>', esc_html__( 'The service reads its own policy file. The command and the library read the one you upload here, or the file you name. Until then they use the example that comes with the plugin.', 'precheck' ) );
		printf( '<p><label>%s <input type="file" name="policy" accept=".json,application/json"></label></p>', esc_html__( 'Upload a policy.json', 'precheck' ) );
		self::text( 'policy_path', $settings, __( 'Or the path of a file on this server', 'precheck' ) );
		self::end();
	}

	private static function show_fates( array $settings ): void {
		self::begin( __( 'What happens to a comment', 'precheck' ) );
		$fates = array_combine( Settings::FATES, array_map( array( Words::class, 'fate' ), Settings::FATES ) );
		self::select( 'on_warn', $settings, __( 'The policy warns, and it is posted anyway:', 'precheck' ), $fates );
		self::select( 'on_hold', $settings, __( 'The policy wants a moderator to look:', 'precheck' ), $fates );
		self::select( 'on_reject', $settings, __( 'The policy does not accept it:', 'precheck' ), $fates );
		self::select(
			'strikes',
			$settings,
			__( 'What counts as a strike on the policy\'s ladder:', 'precheck' ),
			array(
				'removed' => __( 'a flagged comment that a moderator removes', 'precheck' ),
				'posted'  => __( 'every flagged comment that is posted anyway', 'precheck' ),
				'off'     => __( 'nothing; no strikes are kept', 'precheck' ),
			)
		);
		printf( '<p class="description">%s</p>', esc_html__( 'When the checker cannot be asked, a comment waits for a moderator. Moderators\' own comments are never held.', 'precheck' ) );
		self::end();
	}

	private static function show_test( string $sample ): void {
		printf( '<h2>%s</h2>', esc_html__( 'Try a comment', 'precheck' ) );
		echo Actions::form( 'precheck_test' ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		printf(
			'<p><textarea name="sample" rows="3" cols="70" aria-label="%s">%s</textarea></p>',
			esc_attr__( 'A comment', 'precheck' ),
			esc_textarea( $sample )
		);
		submit_button( __( 'Ask the checker', 'precheck' ), 'secondary', 'submit', false );
		echo '</form>';
	}

	private static function begin( string $title ): void {
		printf( '<fieldset><legend><h2>%s</h2></legend>', esc_html( $title ) );
	}

	private static function end(): void {
		echo '</fieldset>';
	}

	private static function radio( string $name, string $value, array $settings, string $label, string $description ): void {
		printf(
			'<p><label><input type="radio" name="%s" value="%s"%s> <strong>%s</strong></label><br><span class="description">%s</span></p>',
			esc_attr( $name ),
			esc_attr( $value ),
			checked( $settings[ $name ], $value, false ),
			esc_html( $label ),
			esc_html( $description )
		);
	}

	private static function text( string $name, array $settings, string $label ): void {
		printf(
			'<p class="precheck-place"><label>%s <input type="text" class="regular-text code" name="%s" value="%s"%s></label></p>',
			esc_html( $label ),
			esc_attr( $name ),
			esc_attr( $settings[ $name ] ),
			Settings::may_set_places() ? '' : ' readonly'
		);
	}

	/** @param array<string, string> $options */
	private static function select( string $name, array $settings, string $label, array $options ): void {
		$html = '';
		foreach ( $options as $value => $text ) {
			$html .= sprintf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $settings[ $name ], $value, false ), esc_html( $text ) );
		}
		printf( '<p><label>%s <select name="%s">%s</select></label></p>', esc_html( $label ), esc_attr( $name ), $html ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped above.
	}
}
