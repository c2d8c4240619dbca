<?php
/**
 * Asks the checker about a comment and decides, by the owner's settings and the policy's ladder.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Judge {
	/** Longer words than this are of no use to a reader. */
	private const MAX_WORD_BYTES = 200;
	private const MAX_WORDS      = 10;

	/** @param array<string, mixed> $comment As for Check_Request::of(). */
	public static function decide( array $comment, bool $exempt ): Decision {
		try {
			$request = Check_Request::of( $comment );
			$verdict = self::verdict( $request );
		} catch ( Bridge_Failure $failure ) {
			$fate = $exempt || ! Settings::enforcing() ? 'publish' : 'hold';
			return new Decision( $fate, Decision::UNCHECKED, error: $failure->getMessage() );
		}
		$words = self::marked_words( $request['comment'], $verdict );
		if ( $exempt || ! Settings::enforcing() ) {
			return new Decision( 'publish', Decision::VERDICT, $verdict, $words );
		}
		$by_verdict = self::fate_of( (string) $verdict['action'] );
		$by_ladder  = Strikes::fate( Commenter::of( $comment ), in_array( $verdict['action'], array( 'warn', 'hold', 'reject' ), true ) );
		return self::hardness( $by_ladder ) > self::hardness( $by_verdict )
			? new Decision( $by_ladder, Decision::LADDER, $verdict, $words )
			: new Decision( $by_verdict, Decision::VERDICT, $verdict, $words );
	}

	/**
	 * @param array<string, mixed> $request
	 * @return array<string, mixed>
	 * @throws Bridge_Failure When there is no verdict; never read as "allowed".
	 */
	public static function verdict( array $request ): array {
		$verdict = Bridges::chosen()->check( array( $request ) )[0] ?? array();
		if ( isset( $verdict['error'] ) || ! in_array( $verdict['action'] ?? null, array( 'allow', 'advise', 'warn', 'hold', 'reject' ), true ) ) {
			/* translators: %s: error message of the checker */
			throw new Bridge_Failure( sprintf( __( 'The checker could not judge this comment: %s', 'precheck' ), (string) ( $verdict['error']['message'] ?? '-' ) ) );
		}
		Policy::judged_by( (string) ( $verdict['policy']['revision'] ?? '' ) );
		return $verdict;
	}

	private static function fate_of( string $action ): string {
		return in_array( $action, array( 'warn', 'hold', 'reject' ), true ) ? Settings::get( "on_$action" ) : 'publish';
	}

	private static function hardness( string $fate ): int {
		return (int) array_search( $fate, Settings::FATES, true );
	}

	/**
	 * Spans are bytes of the text that was judged.
	 *
	 * @return list<list<string>>
	 */
	public static function marked_words( string $text, array $verdict ): array {
		$all = array();
		foreach ( (array) ( $verdict['findings'] ?? array() ) as $finding ) {
			$words = array();
			foreach ( array_slice( (array) ( $finding['spans'] ?? array() ), 0, self::MAX_WORDS ) as $span ) {
				[ $begin, $end ] = $span['bytes'];
				// The comment as a whole is no word.
				if ( $end - $begin < strlen( $text ) ) {
					$words[] = Plain_Text::cut( substr( $text, $begin, $end - $begin ), self::MAX_WORD_BYTES );
				}
			}
			$all[] = array_values( array_unique( $words ) );
		}
		return $all;
	}
}
