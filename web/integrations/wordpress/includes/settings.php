<?php
/**
 * What the owner has chosen: one option, every value a string from a known set.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Settings {
	public const OPTION = 'precheck_settings';

	/** What can become of a comment, from mild to hard. */
	public const FATES = array( 'publish', 'hold', 'spam', 'trash', 'refuse' );

	private const DEFAULTS = array(
		'mode'        => 'log',
		'bridge'      => 'http',
		'service_url' => 'http://127.0.0.1:8080',
		'command'     => '/usr/bin/precheck',
		'policy_path' => '',
		'on_warn'     => 'publish',
		'on_hold'     => 'hold',
		'on_reject'   => 'refuse',
		'strikes'     => 'removed',
	);

	private const CHOICES = array(
		'mode'      => array( 'log', 'enforce' ),
		'bridge'    => array( 'http', 'ffi', 'command' ),
		'on_warn'   => self::FATES,
		'on_hold'   => self::FATES,
		'on_reject' => self::FATES,
		'strikes'   => array( 'off', 'removed', 'posted' ),
	);

	/** These say which program runs and which file or address is read. */
	private const PLACES = array( 'service_url', 'command', 'policy_path' );

	/** @return array<string, string> */
	public static function all(): array {
		$stored = get_option( self::OPTION, array() );
		$stored = is_array( $stored ) ? array_intersect_key( $stored, self::DEFAULTS ) : array();
		return array_map( 'strval', array_filter( $stored, 'is_scalar' ) + self::DEFAULTS );
	}

	public static function get( string $key ): string {
		return self::all()[ $key ];
	}

	public static function enforcing(): bool {
		return 'enforce' === self::get( 'mode' );
	}

	/** @param array<string, string> $settings As cleaned() gives them. */
	public static function save( array $settings ): void {
		update_option( self::OPTION, $settings );
	}

	/**
	 * Takes a form's values over the present ones; a value that is not allowed changes nothing.
	 *
	 * @param array<mixed> $form Unslashed.
	 * @return array<string, string>
	 */
	public static function cleaned( array $form ): array {
		$settings = self::all();
		foreach ( array_keys( $settings ) as $key ) {
			$value = $form[ $key ] ?? null;
			if ( ! is_string( $value ) || ( in_array( $key, self::PLACES, true ) && ! self::may_set_places() ) ) {
				continue;
			}
			$clean = isset( self::CHOICES[ $key ] ) ? self::choice( $key, $value ) : self::place( $key, trim( $value ) );
			if ( null !== $clean ) {
				$settings[ $key ] = $clean;
			}
		}
		return $settings;
	}

	/**
	 * A path to a program is as good as an upload of code, so whoever may not install plugins
	 * may not set one.
	 */
	public static function may_set_places(): bool {
		return wp_is_file_mod_allowed( 'precheck_places' ) && ( ! is_multisite() || is_super_admin() );
	}

	private static function choice( string $key, string $value ): ?string {
		return in_array( $value, self::CHOICES[ $key ], true ) ? $value : null;
	}

	private static function place( string $key, string $value ): ?string {
		if ( 'service_url' === $key ) {
			$url = untrailingslashit( sanitize_url( $value, array( 'http', 'https' ) ) );
			return '' !== $url && wp_parse_url( $url, PHP_URL_HOST ) ? $url : null;
		}
		if ( '' === $value ) {
			return 'policy_path' === $key ? '' : null;
		}
		// An absolute path of this machine; never a wrapper such as phar:// or a flag.
		return path_is_absolute( $value ) && ! wp_is_stream( $value ) && ! str_contains( $value, "\0" ) ? $value : null;
	}
}
