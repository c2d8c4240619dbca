<?php
/**
 * Figures per day, without any text or person: how many comments were judged how, and by which rule.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Counts {
	private const KEPT_DAYS = 400;

	public static function add( string ...$names ): void {
		global $wpdb;
		foreach ( $names as $name ) {
			$wpdb->query(
				$wpdb->prepare(
					'INSERT INTO ' . self::table() . ' (day, name, number) VALUES (%s, %s, 1) ON DUPLICATE KEY UPDATE number = number + 1', // phpcs:ignore WordPress.DB
					current_time( 'Y-m-d' ),
					Plain_Text::cut( $name, 150 )
				)
			);
		}
	}

	public static function add_decision( Decision $decision ): void {
		$rules = array_map( static fn( array $finding ): string => 'rule:' . $finding['rule'], $decision->findings() );
		self::add( 'action:' . $decision->action(), 'fate:' . $decision->fate, ...array_unique( $rules ) );
	}

	/** @return array<string, array<string, int>> Day, oldest first, and name → number. */
	public static function last_days( int $days ): array {
		global $wpdb;
		$table = array();
		for ( $back = $days - 1; $back >= 0; $back-- ) {
			$table[ gmdate( 'Y-m-d', (int) current_time( 'timestamp' ) - $back * DAY_IN_SECONDS ) ] = array();
		}
		$rows = $wpdb->get_results(
			$wpdb->prepare( 'SELECT day, name, number FROM ' . self::table() . ' WHERE day >= %s', array_key_first( $table ) ) // phpcs:ignore WordPress.DB
		);
		foreach ( (array) $rows as $row ) {
			if ( isset( $table[ $row->day ] ) ) {
				$table[ $row->day ][ $row->name ] = (int) $row->number;
			}
		}
		return $table;
	}

	public static function delete_old(): void {
		global $wpdb;
		$wpdb->query(
			$wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE day < %s', gmdate( 'Y-m-d', time() - self::KEPT_DAYS * DAY_IN_SECONDS ) ) // phpcs:ignore WordPress.DB
		);
	}

	private static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'precheck_counts';
	}
}
