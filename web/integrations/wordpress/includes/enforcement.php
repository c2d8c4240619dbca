<?php
/**
 * The final word on every comment: posted by the form, by REST or XML-RPC, or edited later.
 *
 * Only `pre_comment_approved` sees all new comments. REST is refused a step earlier, where an
 * answer can carry the findings; edits have a filter of their own.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Enforcement {
	/** The decision on the comment that this request brings, until it has an id. */
	private ?Decision $decision = null;
	private string $decided_on  = '';
	private int|string $before  = 1;

	/** wp_new_comment() brings its data slashed; WordPress's own REST route does not use it. */
	private bool $slashed = true;

	public function register(): void {
		add_filter( 'rest_preprocess_comment', array( $this, 'before_rest' ), 20, 2 );
		add_filter( 'preprocess_comment', array( $this, 'before_filtering' ), 20 );
		add_filter( 'pre_comment_approved', array( $this, 'before_insert' ), 20, 2 );
		add_action( 'wp_insert_comment', array( $this, 'after_insert' ), 10, 2 );
		add_filter( 'wp_update_comment_data', array( $this, 'before_update' ), 20, 2 );
		add_action( 'edit_comment', array( $this, 'after_update' ), 10, 1 );
	}

	/** Refuses over REST with the findings; anything else is left to the filters below. */
	public function before_rest( mixed $prepared, \WP_REST_Request $request ): mixed {
		if ( ! is_array( $prepared ) || ! isset( $prepared['comment_content'] ) ) {
			return $prepared;
		}
		$stored = $request['id'] ? get_comment( (int) $request['id'], ARRAY_A ) : null;
		$this->slashed = false;
		// What will be stored, not what was sent; a new comment without an author is the sender's.
		$comment = $prepared + ( $stored ?? self::sender() );
		if ( ! self::concerns( $comment ) || ( $stored && self::same_text( $stored, $prepared ) ) ) {
			return $prepared;
		}
		$decision = $this->decide( $comment, null !== $stored );
		if ( 'refuse' !== $decision->fate ) {
			return $prepared;
		}
		Counts::add_decision( $decision );
		return Refusal::for_programs( $decision );
	}

	public function before_filtering( mixed $comment ): mixed {
		$this->slashed = true;
		return $comment;
	}

	/**
	 * @param mixed                $approved 1, 0, 'spam', 'trash' or a WP_Error.
	 * @param array<string, mixed> $comment  Slashed or not.
	 */
	public function before_insert( mixed $approved, array $comment ): mixed {
		$comment = $this->slashed ? wp_unslash( $comment ) : $comment;
		if ( is_wp_error( $approved ) || ! self::concerns( $comment ) ) {
			return $approved;
		}
		$decision     = $this->decide( $comment, false );
		$this->before = $approved;
		if ( 'refuse' === $decision->fate ) {
			Counts::add_decision( $decision );
			return self::by_form() ? Refusal::for_form( $decision, $comment ) : Refusal::for_programs( $decision );
		}
		return $decision->over( $approved );
	}

	public function after_insert( int $comment_id, \WP_Comment $comment ): void {
		if ( null === $this->decision || ! self::concerns( $comment->to_array() ) ) {
			return;
		}
		$this->conclude( $comment_id, $this->decision );
		if ( $this->decision->is_flagged() && Settings::enforcing() && 'posted' === Settings::get( 'strikes' ) ) {
			$commenter = Commenter::of( $comment->to_array() );
			if ( ! $commenter->is_trusted( (int) $comment->comment_post_ID ) ) {
				Strikes::record( $commenter, $comment_id, $this->decision->findings()[0]['rule'] ?? '', (string) ( $this->decision->verdict['policy']['revision'] ?? '' ) );
			}
		}
		$this->decision = null;
	}

	/**
	 * @param mixed                $data    The new row, unslashed, or a WP_Error.
	 * @param array<string, mixed> $comment The old row, slashed.
	 */
	public function before_update( mixed $data, array $comment ): mixed {
		$this->decision = null;
		if ( ! is_array( $data ) || ! self::concerns( $data ) || self::same_text( wp_unslash( $comment ), $data ) ) {
			return $data;
		}
		$decision     = $this->decide( $data, true );
		$this->before = $data['comment_approved'];
		if ( 'refuse' === $decision->fate ) {
			Counts::add_decision( $decision );
			return Refusal::for_editor( $decision, $data );
		}
		return array( 'comment_approved' => $decision->over( $data['comment_approved'] ) ) + $data;
	}

	public function after_update( int $comment_id ): void {
		if ( null !== $this->decision ) {
			$this->conclude( $comment_id, $this->decision );
			$this->decision = null;
		}
	}

	private function conclude( int $comment_id, Decision $decision ): void {
		Findings::save( $comment_id, $decision, $this->before );
		Counts::add_decision( $decision );
	}

	/** One question a comment, although REST comes by twice. */
	private function decide( array $comment, bool $edit ): Decision {
		$key = md5( Json::encode( array_intersect_key( $comment, array_flip( array( 'comment_content', 'comment_post_ID', 'comment_parent', 'user_id' ) ) ) ) );
		if ( null === $this->decision || $this->decided_on !== $key ) {
			$this->decision   = Judge::decide( $comment, $edit ? current_user_can( 'moderate_comments' ) : self::exempt( $comment ) );
			$this->decided_on = $key;
		}
		return $this->decision;
	}

	private static function exempt( array $comment ): bool {
		return Commenter::of( $comment )->is_trusted( (int) ( $comment['comment_post_ID'] ?? 0 ) );
	}

	/** Pingbacks and the notes of other plugins are no comments that a person typed here. */
	private static function concerns( array $comment ): bool {
		/**
		 * Filters which kinds of comment are judged.
		 *
		 * @param string[] $types Comment types; '' and 'comment' are ordinary comments.
		 */
		$types = (array) apply_filters( 'precheck_comment_types', array( '', 'comment' ) );
		return in_array( (string) ( $comment['comment_type'] ?? '' ), $types, true );
	}

	private static function same_text( array $before, array $after ): bool {
		return ( $before['comment_content'] ?? '' ) === ( $after['comment_content'] ?? '' );
	}

	/** @return array<string, mixed> */
	private static function sender(): array {
		$user = wp_get_current_user();
		return array(
			'user_id'              => $user->ID,
			'comment_author_email' => $user->user_email,
		);
	}

	private static function by_rest(): bool {
		return defined( 'REST_REQUEST' ) && REST_REQUEST;
	}

	private static function by_form(): bool {
		return did_action( 'pre_comment_on_post' ) > 0 && ! self::by_rest();
	}
}
