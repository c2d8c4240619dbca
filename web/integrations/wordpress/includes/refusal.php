<?php
/**
 * A refused comment: the reason, the way out, and the text, which is never lost.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Refusal {
	private const CODE   = 'precheck_refused';
	private const STATUS = 422;

	/** For REST and XML-RPC: plain text, and the findings as data. */
	public static function for_programs( Decision $decision ): \WP_Error {
		return new \WP_Error(
			self::CODE,
			self::sentence( $decision ),
			array(
				'status'   => self::STATUS,
				'findings' => $decision->findings(),
				'next'     => (string) ( $decision->verdict['next'] ?? '' ),
			)
		);
	}

	/**
	 * For the comment form: WordPress shows the message as a page of its own. It holds the form
	 * again, with what was typed.
	 */
	public static function for_form( Decision $decision, array $comment ): \WP_Error {
		return new \WP_Error( self::CODE, self::reasons( $decision ) . self::form( $comment ), self::STATUS );
	}

	/** For somebody who edits a stored comment, who can go back to the form. */
	public static function for_editor( Decision $decision, array $comment ): \WP_Error {
		$text = '<p><textarea readonly rows="8" cols="60">' . esc_textarea( (string) $comment['comment_content'] ) . '</textarea></p>';
		return new \WP_Error( self::CODE, self::reasons( $decision ) . $text, self::STATUS );
	}

	private static function sentence( Decision $decision ): string {
		if ( Decision::LADDER === $decision->reason ) {
			return __( 'Your account has had too many comments removed, so new ones are refused for now.', 'precheck' );
		}
		$messages = array_filter( wp_list_pluck( $decision->findings(), 'message' ) );
		return trim( __( 'Your comment was not accepted.', 'precheck' ) . ' ' . implode( ' ', array_unique( $messages ) ) );
	}

	private static function reasons( Decision $decision ): string {
		if ( Decision::LADDER === $decision->reason ) {
			return '<p>' . esc_html( self::sentence( $decision ) ) . '</p>';
		}
		return '<p><strong>' . esc_html__( 'Your comment was not accepted.', 'precheck' ) . '</strong></p>'
			. Finding_List::html( $decision->findings() );
	}

	private static function form( array $comment ): string {
		$post_id = (int) $comment['comment_post_ID'];
		$hidden  = array(
			'comment_post_ID' => (string) $post_id,
			'comment_parent'  => (string) (int) ( $comment['comment_parent'] ?? 0 ),
		);
		if ( ! is_user_logged_in() ) {
			$hidden += array(
				'author' => (string) ( $comment['comment_author'] ?? '' ),
				'email'  => (string) ( $comment['comment_author_email'] ?? '' ),
				'url'    => (string) ( $comment['comment_author_url'] ?? '' ),
			);
		}
		$fields = '';
		foreach ( $hidden as $name => $value ) {
			$fields .= sprintf( '<input type="hidden" name="%s" value="%s">', esc_attr( $name ), esc_attr( $value ) );
		}
		if ( current_user_can( 'unfiltered_html' ) ) {
			$fields .= wp_nonce_field( "unfiltered-html-comment_$post_id", '_wp_unfiltered_html_comment', false, false );
		}
		return sprintf(
			'<form action="%s" method="post" id="commentform">%s<p><label for="comment">%s</label><br><textarea id="comment" name="comment" rows="8" cols="60" required>%s</textarea></p><p><button type="submit" class="button">%s</button></p></form><p><a href="%s">%s</a></p>%s',
			esc_url( site_url( '/wp-comments-post.php' ) ),
			$fields,
			esc_html__( 'Your text is still here. Change it and post it again:', 'precheck' ),
			esc_textarea( self::as_typed( $comment ) ),
			esc_html__( 'Post comment', 'precheck' ),
			esc_url( (string) get_permalink( $post_id ) ),
			esc_html__( 'Back to the post', 'precheck' ),
			Widget::tags( $post_id )
		);
	}

	/** What the form sent; what WordPress made of it would change with every try. */
	private static function as_typed( array $comment ): string {
		// phpcs:ignore WordPress.Security.NonceVerification -- shown back to the one who sent it, escaped.
		$typed = isset( $_POST['comment'] ) && is_string( $_POST['comment'] ) ? wp_unslash( $_POST['comment'] ) : '';
		return '' === $typed ? (string) $comment['comment_content'] : $typed;
	}
}
