<?php
/**
 * Asks "precheck serve". The service reads its own policy file.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Bridges;

use Precheck\Bridge;
use Precheck\Bridge_Failure;
use Precheck\Json;

final class Http implements Bridge {
	private const TIMEOUT_SECONDS = 3;

	/** A service that is busy, or that asks for fewer requests a second, says when to come back. */
	private const MAX_TRIES        = 3;
	private const MAX_WAIT_SECONDS = 2;

	public function __construct( private string $address ) {
	}

	public function check( array $requests ): array {
		return array_map( array( $this, 'check_one' ), $requests );
	}

	public function published_policy(): string {
		$response = $this->call( 'GET', '/v1/policy' );
		if ( 200 !== $response['status'] ) {
			throw $this->unexpected( $response['status'] );
		}
		return $response['body'];
	}

	public function lint( string $policy ): ?array {
		return null;
	}

	private function check_one( array $request ): array {
		$response = $this->ask( Json::encode( $request ) );
		// A request of ours that is refused is one comment that cannot be judged; more is not known of the rest.
		if ( 200 !== $response['status'] && 400 !== $response['status'] && 413 !== $response['status'] ) {
			throw $this->unexpected( $response['status'] );
		}
		try {
			return Json::decode( $response['body'] );
		} catch ( Bridge_Failure ) {
			throw $this->unexpected( $response['status'] );
		}
	}

	/** @return array{status: int, body: string, wait: int} */
	private function ask( string $request ): array {
		for ( $try = 1; ; ++$try ) {
			$response = $this->call( 'POST', '/v1/check', $request );
			$busy     = in_array( $response['status'], array( 429, 503 ), true );
			if ( ! $busy || $try === self::MAX_TRIES || $response['wait'] < 1 || $response['wait'] > self::MAX_WAIT_SECONDS ) {
				return $response;
			}
			sleep( $response['wait'] );
		}
	}

	/** @return array{status: int, body: string, wait: int} `wait` in seconds, 0 when none was named. */
	private function call( string $method, string $path, ?string $body = null ): array {
		// Not wp_safe_remote_request(): it refuses this machine and unusual ports, where the service is.
		$response = wp_remote_request(
			$this->address . $path,
			array(
				'method'      => $method,
				'timeout'     => self::TIMEOUT_SECONDS,
				'redirection' => 0,
				'headers'     => null === $body ? array() : array( 'Content-Type' => 'application/json' ),
				'body'        => $body,
			)
		);
		if ( is_wp_error( $response ) ) {
			/* translators: 1: address of the service, 2: error message */
			throw new Bridge_Failure( sprintf( __( 'The service at %1$s does not answer: %2$s', 'precheck' ), $this->address, $response->get_error_message() ) );
		}
		return array(
			'status' => (int) wp_remote_retrieve_response_code( $response ),
			'body'   => wp_remote_retrieve_body( $response ),
			'wait'   => (int) wp_remote_retrieve_header( $response, 'retry-after' ),
		);
	}

	private function unexpected( int $status ): Bridge_Failure {
		/* translators: 1: address of the service, 2: HTTP status code */
		return new Bridge_Failure( sprintf( __( 'The service at %1$s answered with status %2$d. Is it "precheck serve"?', 'precheck' ), $this->address, $status ) );
	}
}
