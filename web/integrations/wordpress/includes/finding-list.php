<?php
/**
 * Findings as HTML, for commenters and moderators alike. Everything is escaped here.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Finding_List {
	/** @param list<array<string, mixed>> $findings As Decision::findings() gives them. */
	public static function html( array $findings ): string {
		$items = '';
		foreach ( $findings as $finding ) {
			$items .= '<li>' . self::item( $finding ) . '</li>';
		}
		return '' === $items ? '' : "<ul class=\"precheck-findings\">$items</ul>";
	}

	private static function item( array $finding ): string {
		$html = '<strong>' . esc_html( $finding['message'] ) . '</strong>';
		if ( array() !== $finding['words'] ) {
			$html .= ' <span class="precheck-words">' . implode( ' · ', array_map( static fn( string $word ): string => '<mark>' . esc_html( $word ) . '</mark>', $finding['words'] ) ) . '</span>';
		}
		if ( '' !== $finding['advice'] ) {
			$html .= '<br>' . esc_html( $finding['advice'] );
		}
		if ( '' !== $finding['quote'] ) {
			$html .= '<br><q>' . esc_html( $finding['quote'] ) . '</q>';
		}
		$url = esc_url( $finding['url'], array( 'http', 'https' ) );
		if ( '' !== $url ) {
			$html .= ' <a href="' . $url . '" rel="nofollow noopener">' . esc_html__( 'Read the policy', 'precheck' ) . '</a>';
		}
		return $html;
	}
}
