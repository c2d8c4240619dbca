<?php
/**
 * The bridge that the owner has chosen.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Bridges {
	public static function chosen(): Bridge {
		return match ( Settings::get( 'bridge' ) ) {
			'ffi'     => new Bridges\Ffi( Policy::source( ... ) ),
			'command' => new Bridges\Command( Settings::get( 'command' ), Policy::source( ... ) ),
			default   => new Bridges\Http( Settings::get( 'service_url' ) ),
		};
	}
}
