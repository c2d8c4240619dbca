<?php
/**
 * The policy: where it comes from, what a browser may see of it, and its ladder.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Policy {
	private const UPLOADED  = 'precheck_policy';
	private const PUBLISHED = 'precheck_published';
	private const FACTS     = 'precheck_policy_facts';

	private const MAX_BYTES     = 4 * MB_IN_BYTES;
	private const FRESH_SECONDS = 5 * MINUTE_IN_SECONDS;
	private const RETRY_SECONDS = 30;

	/**
	 * The owner's file as it is, for the bridges that read none of their own.
	 *
	 * @throws Bridge_Failure
	 */
	public static function source(): string {
		$path = Settings::get( 'policy_path' );
		if ( '' === $path ) {
			$uploaded = get_option( self::UPLOADED, '' );
			if ( is_string( $uploaded ) && '' !== $uploaded ) {
				return $uploaded;
			}
			$path = plugin_dir_path( PLUGIN_FILE ) . 'policy.json';
		}
		$json = is_file( $path ) && is_readable( $path ) && filesize( $path ) <= self::MAX_BYTES ? file_get_contents( $path ) : false;
		if ( false === $json ) {
			/* translators: %s: path of a file */
			throw new Bridge_Failure( sprintf( __( 'The policy %s cannot be read, or it has more than 4 MiB.', 'precheck' ), $path ) );
		}
		return $json;
	}

	public static function upload( string $json ): void {
		update_option( self::UPLOADED, $json, false );
		self::forget();
	}

	/** What browsers may see, as JSON; empty when none was ever at hand. */
	public static function published(): string {
		if ( time() - (int) self::facts()['read'] > self::FRESH_SECONDS ) {
			self::refresh();
		}
		$json = get_option( self::PUBLISHED, '' );
		return is_string( $json ) ? $json : '';
	}

	/**
	 * Name, revision and ladder of the policy as it was last read.
	 *
	 * @return array{name: string, revision: string, decay_days: int, steps: list<array{strikes: int, do: string}>, read: int}
	 */
	public static function facts(): array {
		$facts = get_option( self::FACTS, array() );
		return ( is_array( $facts ) ? $facts : array() ) + array(
			'name'       => '',
			'revision'   => '',
			'decay_days' => 0,
			'steps'      => array(),
			'read'       => 0,
		);
	}

	/** Asks the checker; when it does not answer, the last good policy stays. */
	public static function refresh(): ?Bridge_Failure {
		try {
			self::remember( Bridges::chosen()->published_policy() );
			return null;
		} catch ( Bridge_Failure $failure ) {
			// Again in a while, not for every visitor.
			update_option( self::FACTS, array( 'read' => time() - self::FRESH_SECONDS + self::RETRY_SECONDS ) + self::facts() );
			return $failure;
		}
	}

	/** A verdict names the policy that judged: when it is a newer one, the page's copy is old. */
	public static function judged_by( string $revision ): void {
		if ( '' !== $revision && self::facts()['revision'] !== $revision ) {
			self::refresh();
		}
	}

	/** After a change of settings nothing that is remembered may be right. */
	public static function forget(): void {
		delete_option( self::PUBLISHED );
		delete_option( self::FACTS );
	}

	private static function remember( string $json ): void {
		$policy = Json::decode( $json );
		$ladder = is_array( $policy['ladder'] ?? null ) ? $policy['ladder'] : array();
		update_option( self::PUBLISHED, $json, false );
		update_option(
			self::FACTS,
			array(
				'name'       => (string) ( $policy['name'] ?? '' ),
				'revision'   => (string) ( $policy['revision'] ?? '' ),
				'decay_days' => (int) ( $ladder['decay_days'] ?? 0 ),
				'steps'      => self::steps( $ladder['steps'] ?? array() ),
				'read'       => time(),
			)
		);
	}

	/** @return list<array{strikes: int, do: string}> */
	private static function steps( mixed $steps ): array {
		$clean = array();
		foreach ( is_array( $steps ) ? $steps : array() as $step ) {
			if ( is_array( $step ) && in_array( $step['do'] ?? '', array( 'delete', 'hold', 'block' ), true ) ) {
				$clean[] = array(
					'strikes' => (int) ( $step['strikes'] ?? 0 ),
					'do'      => $step['do'],
				);
			}
		}
		return $clean;
	}
}
