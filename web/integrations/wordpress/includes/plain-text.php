<?php
/**
 * HTML as readers see it. Line breaks are those of a browser's text box.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Plain_Text {
	/** The checker knows these as quotation and code. */
	private const MEANINGFUL_TAGS = '<blockquote><q><code><pre>';

	public static function of_html( string $html ): string {
		return self::tidy( wp_strip_all_tags( $html ) );
	}

	/**
	 * A stored comment as it is read: tags gone that would only hide a word, entities decoded,
	 * quotations and code still marked as such.
	 */
	public static function of_comment( string $html ): string {
		return self::tidy( strip_tags( $html, self::MEANINGFUL_TAGS ) );
	}

	/** At most so many bytes, and no torn character. */
	public static function cut( string $text, int $bytes ): string {
		if ( strlen( $text ) <= $bytes ) {
			return $text;
		}
		while ( $bytes > 0 && ( ord( $text[ $bytes ] ) & 0xC0 ) === 0x80 ) {
			--$bytes;
		}
		return substr( $text, 0, $bytes );
	}

	private static function tidy( string $text ): string {
		$decoded = html_entity_decode( $text, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		return trim( str_replace( array( "\r\n", "\r" ), "\n", $decoded ) );
	}
}
