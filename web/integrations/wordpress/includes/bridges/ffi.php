<?php
/**
 * Calls libprecheck.so inside PHP. Needs the lines in php.ini that docs/wordpress.md gives:
 * PHP lets nobody but preloaded code call a library.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Bridges;

use Precheck\Bridge;
use Precheck\Bridge_Failure;
use Precheck\Json;

final class Ffi implements Bridge {
	/** @param callable(): string $policy Gives the policy's JSON. */
	public function __construct( private $policy ) {
	}

	public function check( array $requests ): array {
		$answers = $this->library()::check( ( $this->policy )(), array_map( array( Json::class, 'encode' ), $requests ) );
		if ( isset( $answers['errors'] ) ) {
			throw self::does_not_compile( (string) $answers['errors'] );
		}
		return array_map( array( Json::class, 'decode' ), $answers['verdicts'] );
	}

	public function published_policy(): string {
		$answer = $this->library()::publish( ( $this->policy )() );
		if ( isset( $answer['errors'] ) ) {
			throw self::does_not_compile( (string) $answer['errors'] );
		}
		return (string) $answer['published'];
	}

	/** The library tells errors only; warnings are the command's. */
	public function lint( string $policy ): ?array {
		$answer = $this->library()::publish( $policy );
		return array(
			'errors'   => isset( $answer['errors'] ) ? self::lines( (string) $answer['errors'] ) : array(),
			'warnings' => array(),
		);
	}

	/** @return class-string<\Precheck_Library> */
	private function library(): string {
		if ( ! class_exists( 'Precheck_Library', false ) ) {
			throw new Bridge_Failure( __( 'PHP has not preloaded the library: ffi.preload and opcache.preload are missing in php.ini.', 'precheck' ) );
		}
		return 'Precheck_Library';
	}

	private static function does_not_compile( string $errors ): Bridge_Failure {
		/* translators: %s: the first error of a policy, with its place */
		return new Bridge_Failure( sprintf( __( 'The policy has an error: %s', 'precheck' ), self::lines( $errors )[0] ?? $errors ) );
	}

	/** @return list<string> */
	private static function lines( string $errors ): array {
		return array_map( array( Lint_Line::class, 'from' ), Json::decode( $errors ) );
	}
}
