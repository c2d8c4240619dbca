<?php
/**
 * The ledger: strikes per account, and the policy's ladder.
 *
 * A strike is a flagged comment that a moderator removed, or, if the owner wishes, one that was
 * posted all the same. Drafts and refused comments never count; emptying the trash pardons nobody.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Strikes {
	public static function register(): void {
		add_action( 'transition_comment_status', array( self::class, 'follow_moderator' ), 10, 3 );
	}

	/** Strikes of an account that have not faded. */
	public static function of( string $account ): int {
		global $wpdb;
		if ( '' === $account || 'off' === Settings::get( 'strikes' ) ) {
			return 0;
		}
		return (int) $wpdb->get_var(
			$wpdb->prepare(
				'SELECT COUNT(*) FROM ' . self::table() . ' WHERE account = %s AND created > %s', // phpcs:ignore WordPress.DB
				$account,
				self::faded_before()
			)
		);
	}

	/** What the ladder does with this person's next comment. */
	public static function fate( Commenter $commenter, bool $flagged ): string {
		$strikes = self::of( $commenter->account() );
		// Counted at once, the comment at hand is the next strike already.
		$counting = $flagged && 'posted' === Settings::get( 'strikes' ) && '' !== $commenter->account();
		$step     = self::step( $strikes + ( $counting ? 1 : 0 ) );
		return match ( $step ) {
			'delete' => $counting ? 'trash' : 'publish',
			'hold'   => 'hold',
			// Anybody can type another's e-mail address, so a guest is held, not shut out.
			'block'  => $commenter->is_known() ? 'refuse' : 'hold',
			default  => 'publish',
		};
	}

	/** The step of the policy's ladder that so many strikes reach: delete, hold, block or none. */
	public static function step( int $strikes ): string {
		$reached = '';
		foreach ( Policy::facts()['steps'] as $step ) {
			if ( $strikes >= $step['strikes'] && 'off' !== Settings::get( 'strikes' ) ) {
				$reached = $step['do'];
			}
		}
		return $reached;
	}

	public static function record( Commenter $commenter, int $comment_id, string $rule, string $revision ): void {
		global $wpdb;
		if ( '' === $commenter->account() ) {
			return;
		}
		// A comment is one strike, however often it is removed.
		$wpdb->query(
			$wpdb->prepare(
				'INSERT IGNORE INTO ' . self::table() . ' (account, comment_id, rule, revision, created) VALUES (%s, %d, %s, %s, %s)', // phpcs:ignore WordPress.DB
				$commenter->account(),
				$comment_id,
				$rule,
				$revision,
				gmdate( 'Y-m-d H:i:s' )
			)
		);
	}

	public static function withdraw( int $comment_id ): void {
		global $wpdb;
		$wpdb->delete( self::table(), array( 'comment_id' => $comment_id ), array( '%d' ) );
	}

	/** @return int How many strikes were taken back. */
	public static function pardon( string $account ): int {
		global $wpdb;
		return (int) $wpdb->delete( self::table(), array( 'account' => $account ), array( '%s' ) );
	}

	/** @return list<array{comment_id: string, rule: string, revision: string, created: string}> */
	public static function list( string $account ): array {
		global $wpdb;
		return (array) $wpdb->get_results(
			$wpdb->prepare( 'SELECT comment_id, rule, revision, created FROM ' . self::table() . ' WHERE account = %s ORDER BY id', $account ), // phpcs:ignore WordPress.DB
			ARRAY_A
		);
	}

	public static function delete_faded(): void {
		global $wpdb;
		if ( Policy::facts()['decay_days'] > 0 ) {
			$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE created <= %s', self::faded_before() ) ); // phpcs:ignore WordPress.DB
		}
	}

	/** A moderator who removes a flagged comment confirms the finding; who restores it takes that back. */
	public static function follow_moderator( string $new_status, string $old_status, \WP_Comment $comment ): void {
		$removed = array( 'trash', 'spam' );
		if ( in_array( $new_status, array( 'approved', 'unapproved' ), true ) && in_array( $old_status, $removed, true ) ) {
			self::withdraw( (int) $comment->comment_ID );
			return;
		}
		if ( ! in_array( $new_status, $removed, true ) || 'off' === Settings::get( 'strikes' ) || ! current_user_can( 'moderate_comments' ) ) {
			return;
		}
		$record = Findings::of( (int) $comment->comment_ID );
		if ( in_array( $record['action'], array( 'warn', 'hold', 'reject' ), true ) && ! $record['false_alarm'] && 'enforce' === $record['mode'] ) {
			self::record( Commenter::of( $comment->to_array() ), (int) $comment->comment_ID, $record['findings'][0]['rule'] ?? '', $record['revision'] );
		}
	}

	private static function faded_before(): string {
		$days = Policy::facts()['decay_days'];
		return $days > 0 ? gmdate( 'Y-m-d H:i:s', time() - $days * DAY_IN_SECONDS ) : '0000-01-01 00:00:00';
	}

	private static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'precheck_strikes';
	}
}
