<?php
/**
 * What is kept beside a comment: its verdict and what became of it. No second copy of the text,
 * only the words that a rule found.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Findings {
	private const RECORD = '_precheck';
	/** The action alone, to search by. */
	private const ACTION = '_precheck_action';

	public static function save( int $comment_id, Decision $decision, int|string $before ): void {
		self::write(
			$comment_id,
			array(
				'action'   => $decision->action(),
				'points'   => (int) ( $decision->verdict['points'] ?? 0 ),
				'revision' => (string) ( $decision->verdict['policy']['revision'] ?? '' ),
				'findings' => $decision->findings(),
				'next'     => (string) ( $decision->verdict['next'] ?? '' ),
				'fate'     => $decision->fate,
				'reason'   => $decision->reason,
				'error'    => $decision->error,
				'mode'     => Settings::get( 'mode' ),
				'before'   => (string) $before,
				'time'     => time(),
			)
		);
	}

	/**
	 * The record of a comment; `action` is empty for one that was never judged.
	 *
	 * @return array{action: string, points: int, revision: string, findings: list<array<string, mixed>>, next: string, fate: string, reason: string, error: string, mode: string, before: string, time: int, false_alarm: int}
	 */
	public static function of( int $comment_id ): array {
		$record = get_comment_meta( $comment_id, self::RECORD, true );
		return ( is_array( $record ) ? $record : array() ) + array(
			'action'      => '',
			'points'      => 0,
			'revision'    => '',
			'findings'    => array(),
			'next'        => '',
			'fate'        => '',
			'reason'      => '',
			'error'       => '',
			'mode'        => '',
			'before'      => '',
			'time'        => 0,
			'false_alarm' => 0,
		);
	}

	public static function mark_false_alarm( int $comment_id ): void {
		self::write( $comment_id, array( 'false_alarm' => get_current_user_id() ) + self::of( $comment_id ) );
	}

	/** @return list<int> Comments that wait because the checker could not be asked, oldest first. */
	public static function unchecked( int $limit ): array {
		return array_map(
			'intval',
			get_comments(
				array(
					'fields'     => 'ids',
					'number'     => $limit,
					'orderby'    => 'comment_ID',
					'order'      => 'ASC',
					'status'     => 'all',
					'meta_key'   => self::ACTION, // phpcs:ignore WordPress.DB.SlowDBQuery
					'meta_value' => Decision::UNCHECKED, // phpcs:ignore WordPress.DB.SlowDBQuery
				)
			)
		);
	}

	public static function delete( int $comment_id ): bool {
		delete_comment_meta( $comment_id, self::ACTION );
		return delete_comment_meta( $comment_id, self::RECORD );
	}

	private static function write( int $comment_id, array $record ): void {
		update_comment_meta( $comment_id, self::RECORD, wp_slash( $record ) );
		update_comment_meta( $comment_id, self::ACTION, $record['action'] );
	}
}
