<?php
/**
 * Tables and scheduled work: made on activation, gone after uninstall. Uses nothing else of the
 * plugin, because uninstall.php runs it alone.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Installation {
	private const SCHEMA        = '1';
	private const SCHEMA_OPTION = 'precheck_schema';
	private const EVENTS        = array( 'precheck_recheck', 'precheck_trial_continue' );

	public static function activate(): void {
		self::create_tables();
		if ( ! wp_next_scheduled( 'precheck_recheck' ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', 'precheck_recheck' );
		}
	}

	public static function deactivate(): void {
		array_map( 'wp_clear_scheduled_hook', self::EVENTS );
	}

	/** Sites of a network and plugins replaced by hand never see the activation hook. */
	public static function upgrade_if_needed(): void {
		if ( get_option( self::SCHEMA_OPTION ) !== self::SCHEMA ) {
			self::activate();
		}
	}

	private static function create_tables(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$charset = $wpdb->get_charset_collate();
		// The account is a keyed hash; a comment counts once.
		dbDelta(
			"CREATE TABLE {$wpdb->prefix}precheck_strikes (
			id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
			account char(64) NOT NULL,
			comment_id bigint(20) unsigned NOT NULL,
			rule varchar(191) NOT NULL DEFAULT '',
			revision varchar(80) NOT NULL DEFAULT '',
			created datetime NOT NULL,
			PRIMARY KEY  (id),
			UNIQUE KEY comment_id (comment_id),
			KEY account (account,created)
			) $charset;"
		);
		dbDelta(
			"CREATE TABLE {$wpdb->prefix}precheck_counts (
			day date NOT NULL,
			name varchar(150) NOT NULL,
			number bigint(20) unsigned NOT NULL DEFAULT 0,
			PRIMARY KEY  (day,name)
			) $charset;"
		);
		update_option( self::SCHEMA_OPTION, self::SCHEMA );
	}

	public static function remove_everything(): void {
		global $wpdb;
		self::deactivate();
		// phpcs:disable WordPress.DB -- the names are ours.
		$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}precheck_strikes" );
		$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}precheck_counts" );
		$wpdb->query( "DELETE FROM {$wpdb->commentmeta} WHERE meta_key LIKE '\\_precheck%'" );
		$wpdb->query( "DELETE FROM {$wpdb->options} WHERE option_name LIKE 'precheck\\_%' OR option_name LIKE '\\_transient\\_precheck\\_%' OR option_name LIKE '\\_transient\\_timeout\\_precheck\\_%'" );
		// phpcs:enable
		wp_cache_flush();
	}
}
