<?php
/**
 * Who writes. A signed-in user is known; a guest's e-mail address is a claim.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Commenter {
	public function __construct( public int $user_id, public string $email ) {
		$this->email = strtolower( trim( $email ) );
	}

	/** @param array<string, mixed> $comment A row of the comments table, or what is to become one. */
	public static function of( array $comment ): self {
		return new self( (int) ( $comment['user_id'] ?? 0 ), (string) ( $comment['comment_author_email'] ?? '' ) );
	}

	/**
	 * A keyed hash; empty for somebody without a name. The key is in wp-config.php, not in the
	 * database. Guests and users never share an account: nobody can collect strikes for a user.
	 */
	public function account(): string {
		if ( $this->user_id > 0 ) {
			return hash_hmac( 'sha256', "user:$this->user_id", wp_salt( 'auth' ) );
		}
		return '' === $this->email ? '' : hash_hmac( 'sha256', "mail:$this->email", wp_salt( 'auth' ) );
	}

	public function is_known(): bool {
		return $this->user_id > 0;
	}

	/** Moderators, and authors under their own posts: WordPress itself never holds their comments. */
	public function is_trusted( int $post_id ): bool {
		if ( ! $this->is_known() ) {
			return false;
		}
		return user_can( $this->user_id, 'moderate_comments' )
			|| (int) get_post_field( 'post_author', $post_id ) === $this->user_id;
	}

	/**
	 * What this person wrote before, newest first, as readers see it.
	 *
	 * @return list<string>
	 */
	public function earlier_comments( int $but_not ): array {
		if ( '' === $this->account() ) {
			return array();
		}
		$query = $this->is_known() ? array( 'user_id' => $this->user_id ) : array(
			'author_email' => $this->email,
			'user_id'      => 0,
		);
		$found = get_comments(
			$query + array(
				'number'          => 10,
				'orderby'         => 'comment_ID',
				'order'           => 'DESC',
				'comment__not_in' => array( $but_not ),
				'status'          => 'all',
				'type'            => 'comment',
			)
		);
		return array_values(
			array_map( static fn( \WP_Comment $comment ): string => Plain_Text::cut( Plain_Text::of_comment( $comment->comment_content ), 2000 ), $found )
		);
	}
}
