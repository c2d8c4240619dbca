<?php
/**
 * Leaves nothing behind. WordPress runs this file when the plugin is deleted.
 *
 * @package Precheck
 */

declare( strict_types=1 );

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/installation.php';

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $precheck_site ) {
		switch_to_blog( (int) $precheck_site );
		Precheck\Installation::remove_everything();
		restore_current_blog();
	}
} else {
	Precheck\Installation::remove_everything();
}
