<?php
/**
 * Tries the policy on the comments that the blog already has. Nothing is changed but the report.
 *
 * The state is one option, written after every batch, so a closed tab loses nothing: the page
 * goes on when it is opened again, and WordPress's own scheduler meanwhile.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Trial {
	private const STATE  = 'precheck_trial';
	private const EVENT  = 'precheck_trial_continue';
	private const BATCH  = 500;
	private const SAMPLES = 5;

	/** How long the scheduler works before it takes a break. */
	private const SCHEDULED_SECONDS = 20;

	public static function register(): void {
		add_action( self::EVENT, array( self::class, 'run_scheduled' ) );
	}

	/**
	 * `status` is none, running, stopped, done or failed.
	 *
	 * @return array{status: string, total: int, done: int, last: int, max: int, flagged: int, unreadable: int, rules: array<string, array<string, mixed>>, actions: array<string, int>, error: string, started: int, revision: string}
	 */
	public static function state(): array {
		// Another process may have written it since this one read its options.
		wp_cache_delete( self::STATE, 'options' );
		$state = get_option( self::STATE, array() );
		return ( is_array( $state ) ? $state : array() ) + array(
			'status'     => 'none',
			'total'      => 0,
			'done'       => 0,
			'last'       => 0,
			'max'        => 0,
			'flagged'    => 0,
			'unreadable' => 0,
			'rules'      => array(),
			'actions'    => array(),
			'error'      => '',
			'started'    => 0,
			'revision'   => '',
		);
	}

	public static function start(): void {
		global $wpdb;
		$max = (int) $wpdb->get_var( "SELECT MAX(comment_ID) FROM $wpdb->comments" );
		delete_option( self::STATE );
		self::save(
			array(
				'status'  => 'running',
				'total'   => (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM $wpdb->comments WHERE comment_ID <= %d AND comment_type IN ('', 'comment')", $max ) ),
				'max'     => $max,
				'started' => time(),
			) + self::state()
		);
		self::schedule();
	}

	public static function stop(): void {
		wp_clear_scheduled_hook( self::EVENT );
		$state = self::state();
		if ( 'running' === $state['status'] ) {
			self::save( array( 'status' => 'stopped' ) + $state );
		}
	}

	/** After a stop or a failure, from where it was. */
	public static function resume(): void {
		$state = self::state();
		if ( in_array( $state['status'], array( 'stopped', 'failed' ), true ) ) {
			self::save(
				array(
					'status' => 'running',
					'error'  => '',
				) + $state
			);
			self::schedule();
		}
	}

	public static function run_scheduled(): void {
		if ( 'running' === self::work( self::SCHEDULED_SECONDS )['status'] ) {
			self::schedule();
		}
	}

	/** Works for about so long; returns the state. Only one at a time works, the others just look. */
	public static function work( float $seconds ): array {
		global $wpdb;
		$lock = 'precheck_' . md5( DB_NAME . $wpdb->prefix );
		if ( '1' !== $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, 0)', $lock ) ) ) {
			return self::state();
		}
		$until = microtime( true ) + $seconds;
		do {
			$state = self::state();
			if ( 'running' !== $state['status'] ) {
				break;
			}
			$state = self::batch( $state );
			// A stop that came meanwhile holds.
			if ( 'running' !== self::state()['status'] ) {
				break;
			}
			self::save( $state );
		} while ( 'running' === $state['status'] && microtime( true ) < $until );
		$wpdb->query( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', $lock ) );
		return self::state();
	}

	private static function batch( array $state ): array {
		global $wpdb;
		$comments = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT comment_ID, comment_post_ID, comment_content, comment_parent, comment_approved, user_id FROM $wpdb->comments
				WHERE comment_ID > %d AND comment_ID <= %d AND comment_type IN ('', 'comment') ORDER BY comment_ID LIMIT %d",
				$state['last'],
				$state['max'],
				self::BATCH
			),
			ARRAY_A
		);
		if ( array() === $comments ) {
			return array( 'status' => 'done' ) + $state;
		}
		try {
			_prime_comment_caches( array_filter( array_map( 'intval', wp_list_pluck( $comments, 'comment_parent' ) ) ), false );
			$verdicts = Bridges::chosen()->check( self::requests( $comments ) );
		} catch ( Bridge_Failure $failure ) {
			return array(
				'status' => 'failed',
				'error'  => $failure->getMessage(),
			) + $state;
		}
		foreach ( $comments as $index => $comment ) {
			$state = self::tally( $state, $comment, $verdicts[ $index ] );
		}
		$state['done'] += count( $comments );
		$state['last']  = (int) end( $comments )['comment_ID'];
		return $state;
	}

	/** @return list<array<string, mixed>> */
	private static function requests( array $comments ): array {
		return array_map( static fn( array $comment ): array => Check_Request::of( $comment, true ), $comments );
	}

	private static function tally( array $state, array $comment, array $verdict ): array {
		if ( ! isset( $verdict['action'] ) ) {
			++$state['unreadable'];
			return $state;
		}
		$action                      = (string) $verdict['action'];
		$state['revision']           = (string) ( $verdict['policy']['revision'] ?? '' );
		$state['actions'][ $action ] = ( $state['actions'][ $action ] ?? 0 ) + 1;
		$state['flagged']           += in_array( $action, array( 'warn', 'hold', 'reject' ), true ) ? 1 : 0;
		$kept                        = '1' === (string) $comment['comment_approved'] ? 'approved' : ( '0' === (string) $comment['comment_approved'] ? 'waiting' : 'removed' );
		foreach ( $verdict['findings'] ?? array() as $finding ) {
			$rule = $state['rules'][ $finding['rule'] ] ?? array(
				'action'   => (string) $finding['action'],
				'number'   => 0,
				'approved' => 0,
				'waiting'  => 0,
				'removed'  => 0,
				'samples'  => array(),
			);
			++$rule['number'];
			++$rule[ $kept ];
			if ( count( $rule['samples'] ) < self::SAMPLES ) {
				$rule['samples'][] = (int) $comment['comment_ID'];
			}
			$state['rules'][ $finding['rule'] ] = $rule;
		}
		return $state;
	}

	private static function save( array $state ): void {
		update_option( self::STATE, $state, false );
	}

	private static function schedule(): void {
		wp_clear_scheduled_hook( self::EVENT );
		wp_schedule_single_event( time() + MINUTE_IN_SECONDS, self::EVENT );
	}
}
