<?php
/**
 * The widget on the page: one script tag wherever WordPress prints a comment form, the post as
 * data beside it, and the policy at an address of this site. No outside host is asked.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Widget {
	private const HANDLE  = 'precheck';
	private const POST_ID = 'precheck-post';
	private const WRITER  = 'precheck-author';

	public static function register(): void {
		// On init: a block theme renders the form before wp_enqueue_scripts, a classic one after.
		add_action( 'init', array( self::class, 'register_script' ) );
		add_filter( 'comment_id_fields', array( self::class, 'join_form' ), 10, 2 );
		add_filter( 'script_loader_tag', array( self::class, 'add_attributes' ), 10, 2 );
		add_action( 'rest_api_init', array( self::class, 'register_routes' ) );
	}

	public static function register_script(): void {
		wp_register_script( self::HANDLE, plugins_url( 'widget/precheck.js', PLUGIN_FILE ), array(), VERSION, true );
	}

	/** These hidden fields are the one part of a comment form that every theme prints, with the post's id. */
	public static function join_form( string $fields, int $post_id ): string {
		if ( ! Settings::enforcing() ) {
			return $fields;
		}
		wp_enqueue_script( self::HANDLE );
		return $fields . self::post_data( $post_id );
	}

	public static function add_attributes( string $tag, string $handle ): string {
		if ( self::HANDLE !== $handle ) {
			return $tag;
		}
		return str_replace( ' src=', ' ' . self::attributes( (int) get_the_ID() ) . ' defer src=', $tag );
	}

	/** The same for a page that has no theme around it. */
	public static function tags( int $post_id ): string {
		if ( ! Settings::enforcing() ) {
			return '';
		}
		$address = plugins_url( 'widget/precheck.js', PLUGIN_FILE ) . '?ver=' . VERSION;
		// phpcs:ignore WordPress.WP.EnqueuedResources -- this page has no head to enqueue into.
		return self::post_data( $post_id ) . sprintf( '<script %s defer src="%s"></script>', self::attributes( $post_id ), esc_url( $address ) );
	}

	/** Data blocks run nothing, so a strict content security policy does not mind them. */
	private static function post_data( int $post_id ): string {
		$blocks = self::data_block( self::POST_ID, Post_Context::of( $post_id ) );
		$writer = new Commenter( get_current_user_id(), '' );
		// Not for guests: their pages are cached, and their addresses are not known before they post.
		return ! $writer->is_known() ? $blocks : $blocks . self::data_block(
			self::WRITER,
			array(
				'strikes' => Strikes::of( $writer->account() ),
				'trusted' => $writer->is_trusted( $post_id ),
			)
		);
	}

	private static function data_block( string $id, array $data ): string {
		$json = wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE );
		return '<script type="application/json" id="' . $id . '">' . $json . "</script>\n";
	}

	private static function attributes( int $post_id ): string {
		return sprintf(
			'data-policy="%s" data-mistakes="%s" data-post="%s" data-language="%s"%s',
			esc_url( self::policy_address() ),
			esc_url( Mistakes::address() ),
			esc_attr( self::POST_ID ),
			esc_attr( Post_Context::language( $post_id ) ),
			is_user_logged_in() ? ' data-author="' . esc_attr( self::WRITER ) . '"' : ''
		);
	}

	/** With the revision, so that a browser may keep the answer and still never uses an old one. */
	private static function policy_address(): string {
		return add_query_arg( 'revision', rawurlencode( Policy::facts()['revision'] ), rest_url( 'precheck/v1/policy' ) );
	}

	public static function register_routes(): void {
		register_rest_route(
			'precheck/v1',
			'/policy',
			array(
				'methods'             => 'GET',
				'callback'            => array( self::class, 'answer_policy' ),
				'permission_callback' => '__return_true',
			)
		);
		add_filter( 'rest_pre_serve_request', array( self::class, 'serve_policy' ), 10, 2 );
	}

	public static function answer_policy(): \WP_REST_Response|\WP_Error {
		$json = Policy::published();
		if ( '' === $json ) {
			return new \WP_Error( 'precheck_no_policy', __( 'The policy is not at hand.', 'precheck' ), array( 'status' => 503 ) );
		}
		$response = new \WP_REST_Response( new Raw_Json( $json ) );
		$response->header( 'Cache-Control', 'public, max-age=300' );
		return $response;
	}

	/** The policy's bytes as they are: decoding and encoding could change them. */
	public static function serve_policy( bool $served, mixed $response ): bool {
		$data = $response instanceof \WP_REST_Response ? $response->get_data() : null;
		if ( $served || ! $data instanceof Raw_Json ) {
			return $served;
		}
		echo $data->json; // phpcs:ignore WordPress.Security.EscapeOutput -- JSON, with its own content type.
		return true;
	}
}
