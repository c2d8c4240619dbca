<?php
/**
 * JSON as the checker reads and writes it.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Json {
	/** Broken UTF-8 becomes U+FFFD, as in a browser. */
	public static function encode( mixed $value ): string {
		$json = wp_json_encode( $value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		return false === $json ? 'null' : $json;
	}

	/**
	 * @return array<mixed>
	 * @throws Bridge_Failure When it is no JSON object or list.
	 */
	public static function decode( string $json ): array {
		$value = json_decode( $json, true, 64 );
		if ( ! is_array( $value ) ) {
			throw new Bridge_Failure( __( 'The checker answered something that is no JSON.', 'precheck' ) );
		}
		return $value;
	}
}
