<?php
/**
 * A comment of WordPress as the checker's request.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Check_Request {
	private const MAX_PARENT_BYTES = 4000;

	/**
	 * @param array<string, mixed> $comment Unslashed: comment_content, comment_post_ID,
	 *                                      comment_parent, user_id, comment_author_email, comment_ID.
	 * @param bool                 $alone   Without the account's history, as for past comments.
	 * @return array<string, mixed>
	 */
	public static function of( array $comment, bool $alone = false ): array {
		$post_id = (int) ( $comment['comment_post_ID'] ?? 0 );
		$request = array(
			'comment'  => Plain_Text::of_comment( (string) ( $comment['comment_content'] ?? '' ) ),
			'language' => Post_Context::language( $post_id ),
		);
		$post    = Post_Context::of( $post_id );
		if ( array() !== $post ) {
			$request['post'] = $post;
		}
		$parent = get_comment( (int) ( $comment['comment_parent'] ?? 0 ) ?: -1 );
		if ( $parent instanceof \WP_Comment ) {
			$request['parent'] = Plain_Text::cut( Plain_Text::of_comment( $parent->comment_content ), self::MAX_PARENT_BYTES );
		}
		return $alone ? $request : $request + self::history( $comment, $post_id );
	}

	/** @return array<string, mixed> */
	private static function history( array $comment, int $post_id ): array {
		$commenter = Commenter::of( $comment );
		$account   = $commenter->account();
		$author    = array(
			'strikes' => Strikes::of( $account ),
			'trusted' => $commenter->is_trusted( $post_id ),
		);
		if ( '' !== $account ) {
			$author['id'] = $account;
		}
		return array(
			'author'  => $author,
			'earlier' => $commenter->earlier_comments( (int) ( $comment['comment_ID'] ?? 0 ) ),
		);
	}
}
