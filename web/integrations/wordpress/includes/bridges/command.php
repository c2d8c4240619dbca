<?php
/**
 * Runs the command "precheck": one process a batch. For hosts without a service.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Bridges;

use Precheck\Bridge;
use Precheck\Bridge_Failure;
use Precheck\Json;

final class Command implements Bridge {
	private const TIMEOUT_SECONDS = 30;

	/** The policy goes in by this descriptor, so that no file has to be written where others read. */
	private const POLICY_DESCRIPTOR = 3;
	private const POLICY_FILE       = '/dev/fd/3';

	/** @param callable(): string $policy Gives the policy's JSON. */
	public function __construct( private string $program, private $policy ) {
	}

	public function check( array $requests ): array {
		if ( array() === $requests ) {
			return array();
		}
		$lines  = implode( "\n", array_map( array( Json::class, 'encode' ), $requests ) );
		$result = $this->run( array( 'check', '--jsonl', '--policy', self::POLICY_FILE ), ( $this->policy )(), $lines . "\n" );
		$answer = '' === $result['out'] ? array() : explode( "\n", rtrim( $result['out'], "\n" ) );
		// Status 2 with all lines there: one of them holds an error instead of a verdict.
		if ( count( $answer ) !== count( $requests ) ) {
			throw $this->failed( $result );
		}
		return array_map( array( Json::class, 'decode' ), $answer );
	}

	public function published_policy(): string {
		$result = $this->run( array( 'publish', self::POLICY_FILE ), ( $this->policy )() );
		if ( 0 !== $result['status'] ) {
			throw $this->failed( $result );
		}
		return $result['out'];
	}

	public function lint( string $policy ): ?array {
		$result = $this->run( array( 'lint', '--format', 'json', self::POLICY_FILE ), $policy );
		$report = json_decode( $result['out'], true );
		if ( ! is_array( $report ) ) {
			throw $this->failed( $result );
		}
		return array(
			'errors'   => array_map( array( Lint_Line::class, 'from' ), $report['errors'] ?? array() ),
			'warnings' => array_map( array( Lint_Line::class, 'from' ), $report['warnings'] ?? array() ),
		);
	}

	/**
	 * Input and output are files, not pipes: neither side ever waits for the other.
	 *
	 * @param list<string> $arguments
	 * @return array{status: int, out: string, error: string}
	 */
	private function run( array $arguments, string $policy, string $input = '' ): array {
		if ( ! function_exists( 'proc_open' ) ) {
			throw new Bridge_Failure( __( 'This host does not allow PHP to run programs (proc_open). Choose another way to the checker.', 'precheck' ) );
		}
		if ( ! is_executable( $this->program ) ) {
			/* translators: %s: path of a program */
			throw new Bridge_Failure( sprintf( __( 'There is no program at %s that may be run.', 'precheck' ), $this->program ) );
		}
		$files = array(
			0                       => self::file_with( $input ),
			1                       => self::file_with( '' ),
			2                       => self::file_with( '' ),
			self::POLICY_DESCRIPTOR => self::file_with( $policy ),
		);
		// The list form starts no shell.
		$process = proc_open( array( $this->program, ...$arguments ), $files, $pipes, null, array( 'NO_COLOR' => '1' ) );
		if ( ! is_resource( $process ) ) {
			/* translators: %s: path of a program */
			throw new Bridge_Failure( sprintf( __( '%s did not start.', 'precheck' ), $this->program ) );
		}
		$status = $this->wait( $process );
		return array(
			'status' => $status,
			'out'    => self::content( $files[1] ),
			'error'  => trim( self::content( $files[2] ) ),
		);
	}

	/** @param resource $process */
	private function wait( $process ): int {
		$deadline = microtime( true ) + self::TIMEOUT_SECONDS;
		$state    = proc_get_status( $process );
		while ( $state['running'] ) {
			if ( microtime( true ) > $deadline ) {
				proc_terminate( $process, 9 );
				proc_close( $process );
				/* translators: %s: path of a program */
				throw new Bridge_Failure( sprintf( __( '%s took too long and was stopped.', 'precheck' ), $this->program ) );
			}
			usleep( 2000 );
			$state = proc_get_status( $process );
		}
		proc_close( $process );
		return $state['exitcode'];
	}

	/** @return resource */
	private static function file_with( string $content ) {
		$file = tmpfile();
		if ( false === $file || strlen( $content ) !== fwrite( $file, $content ) ) {
			throw new Bridge_Failure( __( 'No temporary file could be written.', 'precheck' ) );
		}
		rewind( $file );
		return $file;
	}

	/** @param resource $file */
	private static function content( $file ): string {
		rewind( $file );
		return (string) stream_get_contents( $file );
	}

	/** @param array{status: int, out: string, error: string} $result */
	private function failed( array $result ): Bridge_Failure {
		$said = '' === $result['error'] ? '-' : mb_substr( str_replace( self::POLICY_FILE, 'policy', $result['error'] ), 0, 500 );
		/* translators: 1: path of a program, 2: exit status, 3: what it printed */
		return new Bridge_Failure( sprintf( __( '%1$s ended with status %2$d: %3$s', 'precheck' ), $this->program, $result['status'], $said ) );
	}
}
