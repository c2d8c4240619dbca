<?php
/**
 * Every hour: comments that came while the checker was down are judged, and old figures deleted.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Recheck {
	private const BATCH = 50;

	public static function register(): void {
		add_action( 'precheck_recheck', array( self::class, 'run' ) );
	}

	public static function run(): void {
		Counts::delete_old();
		Strikes::delete_faded();
		if ( null !== Policy::refresh() ) {
			return;
		}
		foreach ( Findings::unchecked( self::BATCH ) as $comment_id ) {
			if ( Decision::UNCHECKED === self::comment( $comment_id ) ) {
				return;
			}
		}
	}

	/**
	 * Judges a stored comment again. One that waits only because it could not be judged appears
	 * when it is fine; in all other cases its status is the moderators' business.
	 *
	 * @return string The action, or `unchecked`.
	 */
	public static function comment( int $comment_id ): string {
		$comment = get_comment( $comment_id, ARRAY_A );
		if ( ! is_array( $comment ) ) {
			return '';
		}
		$record   = Findings::of( $comment_id );
		$decision = Judge::decide( $comment, Commenter::of( $comment )->is_trusted( (int) $comment['comment_post_ID'] ) );
		Findings::save( $comment_id, $decision, $record['before'] );
		$waited = Decision::UNCHECKED === $record['reason'] && 'hold' === $record['fate'];
		if ( $waited && 'publish' === $decision->fate && '1' === $record['before'] && '0' === $comment['comment_approved'] ) {
			wp_set_comment_status( $comment_id, 'approve' );
		}
		return $decision->action();
	}
}
