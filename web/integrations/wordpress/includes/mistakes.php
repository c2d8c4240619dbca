<?php
/**
 * "This is a mistake": a commenter says that a finding is wrong. The owner sees how often, rule by
 * rule; neither the comment nor the person is kept.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Mistakes {
	private const ROUTE  = '/mistake';
	private const ACTION = 'wp_rest';

	public static function register(): void {
		add_action( 'rest_api_init', array( self::class, 'register_route' ) );
	}

	/** With a nonce of this reader's, so that no other site's page can report in their name. */
	public static function address(): string {
		return add_query_arg( '_wpnonce', wp_create_nonce( self::ACTION ), rest_url( 'precheck/v1' . self::ROUTE ) );
	}

	public static function register_route(): void {
		register_rest_route(
			'precheck/v1',
			self::ROUTE,
			array(
				'methods'             => 'POST',
				'callback'            => array( self::class, 'take' ),
				'permission_callback' => array( self::class, 'may_report' ),
				'args'                => array(
					'rule' => array(
						'type'      => 'string',
						'required'  => true,
						'maxLength' => 150,
					),
				),
			)
		);
	}

	/** Whoever may comment here, from a page of this site, while commenters see findings at all. */
	public static function may_report( \WP_REST_Request $request ): bool|\WP_Error {
		$nonce   = $request->get_param( '_wpnonce' );
		$genuine = is_string( $nonce ) && wp_verify_nonce( $nonce, self::ACTION );
		$member  = is_user_logged_in() || ! get_option( 'comment_registration' );
		if ( $genuine && $member && Settings::enforcing() ) {
			return true;
		}
		return new \WP_Error( 'precheck_forbidden', __( 'This page is too old, or you may not do this. Load it again and retry.', 'precheck' ), array( 'status' => 403 ) );
	}

	public static function take( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$rule = (string) $request->get_param( 'rule' );
		if ( ! in_array( $rule, self::rules(), true ) ) {
			return new \WP_Error( 'precheck_unknown_rule', __( 'The policy has no such rule.', 'precheck' ), array( 'status' => 400 ) );
		}
		// Once a day and person for each rule; what is remembered of the person is a keyed hash.
		$once = 'precheck_mistake_' . substr( hash_hmac( 'sha256', self::person() . "|$rule", wp_salt( 'auth' ) ), 0, 40 );
		if ( false === get_transient( $once ) ) {
			set_transient( $once, 1, DAY_IN_SECONDS );
			Counts::add( "mistake:$rule" );
		}
		return new \WP_REST_Response( null, 204 );
	}

	private static function person(): string {
		$user = get_current_user_id();
		return $user > 0 ? "user:$user" : 'address:' . ( $_SERVER['REMOTE_ADDR'] ?? '' ); // phpcs:ignore WordPress.Security -- hashed, never stored.
	}

	/** @return list<string> Of the policy as browsers see it. */
	private static function rules(): array {
		$policy = json_decode( Policy::published(), true, 64 );
		return array_map( 'strval', array_column( is_array( $policy['rules'] ?? null ) ? $policy['rules'] : array(), 'id' ) );
	}
}
