<?php
/**
 * What the checker learns about a post. The page and the server use this same function, so both
 * see the same post; on the server it starts from the post's id, never from what a page sends.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Post_Context {
	/** Enough to know what a post is about, and a request stays under the service's 64 KiB. */
	private const MAX_TEXT_BYTES = 12000;

	/**
	 * The request's `post`: id, title, text, tags, invites. Empty when there is no such post.
	 *
	 * @return array<string, mixed>
	 */
	public static function of( int $post_id ): array {
		$post = get_post( $post_id );
		if ( ! $post instanceof \WP_Post ) {
			return array();
		}
		$tags    = get_the_terms( $post, 'post_tag' );
		$context = array(
			'id'    => (string) $post->ID,
			'title' => Plain_Text::of_html( $post->post_title ),
			'text'  => Plain_Text::cut( Plain_Text::of_html( strip_shortcodes( $post->post_content ) ), self::MAX_TEXT_BYTES ),
			'tags'  => is_array( $tags ) ? array_map( array( Plain_Text::class, 'of_html' ), wp_list_pluck( $tags, 'name' ) ) : array(),
		);
		/**
		 * Filters what the checker learns about a post, on the page and on the server.
		 *
		 * A post that invites comparison can say so here: $context['invites'] = ['comparison'].
		 *
		 * @param array    $context The request's `post`.
		 * @param \WP_Post $post    The post.
		 */
		return (array) apply_filters( 'precheck_post', $context, $post );
	}

	/** The language of the reasons, such as `zh-CN`. */
	public static function language( int $post_id ): string {
		/**
		 * Filters the language a post's commenters read, for sites in several languages.
		 *
		 * @param string $language Language tag.
		 * @param int    $post_id  The post.
		 */
		return (string) apply_filters( 'precheck_language', get_bloginfo( 'language' ), $post_id );
	}
}
