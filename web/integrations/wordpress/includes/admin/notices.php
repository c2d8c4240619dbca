<?php
/**
 * What the next admin page says about the last action. Kept a minute, per person.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

use Precheck\Finding_List;

final class Notices {
	/**
	 * @param list<string>               $lines    Shown below, a line each.
	 * @param list<array<string, mixed>> $findings Shown below as commenters see them.
	 */
	public static function add( string $type, string $text, array $lines = array(), array $findings = array() ): void {
		$notices            = self::stored();
		$notices['items'][] = compact( 'type', 'text', 'lines', 'findings' );
		set_transient( self::key(), $notices, MINUTE_IN_SECONDS );
	}

	/** The sample comment comes back into its box. */
	public static function keep_sample( string $text ): void {
		set_transient( self::key(), array( 'sample' => $text ) + self::stored(), MINUTE_IN_SECONDS );
	}

	/** Prints them once; returns the sample comment. */
	public static function show(): string {
		$notices = self::stored();
		delete_transient( self::key() );
		foreach ( $notices['items'] as $notice ) {
			printf(
				'<div class="notice notice-%s"><p>%s</p>%s%s</div>',
				esc_attr( $notice['type'] ),
				esc_html( $notice['text'] ),
				self::lines( $notice['lines'] ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
				Finding_List::html( $notice['findings'] ) // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			);
		}
		return $notices['sample'];
	}

	/** @param list<string> $lines */
	private static function lines( array $lines ): string {
		return array() === $lines ? '' : '<pre class="precheck-lines">' . esc_html( implode( "\n", array_slice( $lines, 0, 50 ) ) ) . '</pre>';
	}

	/** @return array{items: list<array<string, mixed>>, sample: string} */
	private static function stored(): array {
		$stored = get_transient( self::key() );
		return ( is_array( $stored ) ? $stored : array() ) + array(
			'items'  => array(),
			'sample' => '',
		);
	}

	private static function key(): string {
		return 'precheck_notices_' . get_current_user_id();
	}
}
