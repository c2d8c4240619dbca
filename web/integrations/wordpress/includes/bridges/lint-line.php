<?php
/**
 * One error or warning of a policy as a line: place, then what is wrong.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Bridges;

final class Lint_Line {
	/** @param array<string, mixed> $entry */
	public static function from( array $entry ): string {
		return sprintf(
			'%d:%d: %s: %s',
			(int) ( $entry['line'] ?? 0 ),
			(int) ( $entry['column'] ?? 0 ),
			(string) ( $entry['pointer'] ?? '' ),
			(string) ( $entry['message'] ?? '' )
		);
	}
}
