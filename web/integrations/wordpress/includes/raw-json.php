<?php
/**
 * JSON that is already written.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Raw_Json implements \JsonSerializable {
	public function __construct( public string $json ) {
	}

	public function jsonSerialize(): mixed {
		return json_decode( $this->json );
	}
}
