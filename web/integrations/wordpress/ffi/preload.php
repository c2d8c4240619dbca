<?php
/**
 * For opcache.preload. PHP runs this before WordPress, and only code from here may call the
 * library; the rest of the site may not.
 *
 * @package Precheck
 */

declare( strict_types=1 );

final class Precheck_Library {
	/**
	 * @param list<string> $requests JSON.
	 * @return array{verdicts: list<string>}|array{errors: string}
	 */
	public static function check( string $policy_json, array $requests ): array {
		$library = FFI::scope( 'precheck' );
		$errors  = $library->new( 'char*' );
		$policy  = $library->precheck_compile( $policy_json, strlen( $policy_json ), FFI::addr( $errors ) );
		if ( null === $policy ) {
			return array( 'errors' => self::text( $library, $errors ) );
		}
		$verdicts = array();
		foreach ( $requests as $request ) {
			$verdicts[] = self::text( $library, $library->precheck_check( $policy, $request, strlen( $request ) ) );
		}
		$library->precheck_policy_free( $policy );
		return array( 'verdicts' => $verdicts );
	}

	/** @return array{published: string}|array{errors: string} */
	public static function publish( string $policy_json ): array {
		$library   = FFI::scope( 'precheck' );
		$errors    = $library->new( 'char*' );
		$published = $library->precheck_publish( $policy_json, strlen( $policy_json ), FFI::addr( $errors ) );
		return null === $published
			? array( 'errors' => self::text( $library, $errors ) )
			: array( 'published' => self::text( $library, $published ) );
	}

	/** Takes over a string of the library. Without memory it is null: then there is no answer. */
	private static function text( FFI $library, ?FFI\CData $text ): string {
		if ( null === $text || FFI::isNull( $text ) ) {
			return '';
		}
		$copy = FFI::string( $text );
		$library->precheck_free( $text );
		return $copy;
	}
}
