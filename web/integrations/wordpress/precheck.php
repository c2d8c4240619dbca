<?php
/**
 * Plugin Name:       Precheck
 * Description:       Tells commenters, as they type, what your comment policy says about their comment, and gives your server the final word.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      8.0
 * Author:            The Precheck authors
 * License:           MIT
 * License URI:       https://opensource.org/licenses/MIT
 * Text Domain:       precheck
 * Domain Path:       /languages
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

defined( 'ABSPATH' ) || exit;

const VERSION     = '0.1.0';
const PLUGIN_FILE = __FILE__;

// Precheck\Admin\Comment_List is in includes/admin/comment-list.php.
spl_autoload_register(
	static function ( string $name ): void {
		if ( ! str_starts_with( $name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$path = strtolower( strtr( substr( $name, strlen( __NAMESPACE__ ) + 1 ), '_\\', '-/' ) );
		$file = __DIR__ . "/includes/$path.php";
		if ( is_file( $file ) ) {
			require $file;
		}
	}
);

register_activation_hook( __FILE__, array( Installation::class, 'activate' ) );
register_deactivation_hook( __FILE__, array( Installation::class, 'deactivate' ) );

add_action( 'plugins_loaded', array( Plugin::class, 'start' ) );
