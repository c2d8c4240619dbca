<?php
/**
 * Everything an administrator or moderator can do: one table, one guard.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

use Precheck\Bridge_Failure;
use Precheck\Bridges;
use Precheck\Commenter;
use Precheck\Counts;
use Precheck\Decision;
use Precheck\Findings;
use Precheck\Judge;
use Precheck\Policy;
use Precheck\Post_Context;
use Precheck\Recheck;
use Precheck\Settings;
use Precheck\Strikes;
use Precheck\Trial;

final class Actions {
	/** Name → the capability it needs and what it does. */
	private const TABLE = array(
		'precheck_save'         => array( 'manage_options', 'save' ),
		'precheck_test'         => array( 'manage_options', 'test' ),
		'precheck_trial_start'  => array( 'manage_options', 'start_trial' ),
		'precheck_trial_stop'   => array( 'manage_options', 'stop_trial' ),
		'precheck_trial_resume' => array( 'manage_options', 'resume_trial' ),
		'precheck_trial_step'   => array( 'manage_options', 'step_trial' ),
		'precheck_false_alarm'  => array( 'moderate_comments', 'false_alarm' ),
		'precheck_check_again'  => array( 'moderate_comments', 'check_again' ),
		'precheck_pardon'       => array( 'moderate_comments', 'pardon' ),
	);

	private const STEP_SECONDS = 1.5;

	public static function register(): void {
		foreach ( array_keys( self::TABLE ) as $name ) {
			// Signed out, too: the guard then answers 403 like for anybody else.
			add_action( "admin_post_$name", array( self::class, 'run' ) );
			add_action( "admin_post_nopriv_$name", array( self::class, 'run' ) );
			add_action( "wp_ajax_$name", array( self::class, 'run' ) );
			add_action( "wp_ajax_nopriv_$name", array( self::class, 'run' ) );
		}
	}

	/** The beginning of a form that runs an action; about a comment if one is named. */
	public static function form( string $name, int $comment_id = 0, string $attributes = '' ): string {
		return sprintf(
			'<form method="post" action="%s" %s><input type="hidden" name="action" value="%s"><input type="hidden" name="comment" value="%d"><input type="hidden" name="_wpnonce" value="%s">%s',
			esc_url( admin_url( 'admin-post.php' ) ),
			$attributes,
			esc_attr( $name ),
			$comment_id,
			esc_attr( wp_create_nonce( self::nonce_action( $name, $comment_id ) ) ),
			wp_referer_field( false )
		);
	}

	/** A whole form that is one button. */
	public static function button( string $name, string $label, int $comment_id = 0 ): string {
		return self::form( $name, $comment_id, 'class="precheck-button"' ) . '<button type="submit" class="button button-small">' . esc_html( $label ) . '</button></form>';
	}

	public static function nonce_action( string $name, int $comment_id = 0 ): string {
		return "$name-$comment_id";
	}

	public static function run(): void {
		$name = isset( $_REQUEST['action'] ) && is_string( $_REQUEST['action'] ) ? $_REQUEST['action'] : ''; // phpcs:ignore WordPress.Security -- checked against the table, and the nonce below.
		if ( ! isset( self::TABLE[ $name ] ) ) {
			self::forbid();
		}
		[ $capability, $method ] = self::TABLE[ $name ];
		$comment_id              = isset( $_POST['comment'] ) && is_scalar( $_POST['comment'] ) ? absint( $_POST['comment'] ) : 0; // phpcs:ignore WordPress.Security
		$nonce                   = isset( $_POST['_wpnonce'] ) && is_string( $_POST['_wpnonce'] ) ? sanitize_key( $_POST['_wpnonce'] ) : ''; // phpcs:ignore WordPress.Security
		if ( ! current_user_can( $capability ) || ! wp_verify_nonce( $nonce, self::nonce_action( $name, $comment_id ) ) ) {
			self::forbid();
		}
		if ( $comment_id > 0 && ! current_user_can( 'edit_comment', $comment_id ) ) {
			self::forbid();
		}
		self::$method( $comment_id );
		if ( wp_doing_ajax() ) {
			wp_send_json_success( Trial_Page::progress( Trial::state() ) );
		}
		wp_safe_redirect( wp_get_referer() ?: admin_url() );
		exit;
	}

	private static function forbid(): never {
		wp_die( esc_html__( 'This page is too old, or you may not do this. Load it again and retry.', 'precheck' ), '', array( 'response' => 403 ) );
		exit;
	}

	// phpcs:disable WordPress.Security.NonceVerification -- run() has verified it.

	private static function save(): void {
		$form   = wp_unslash( $_POST );
		$before = Settings::all();
		Settings::save( Settings::cleaned( $form ) );
		$refused = array_filter(
			array( 'service_url', 'command', 'policy_path' ),
			static fn( string $key ): bool => isset( $form[ $key ] ) && is_string( $form[ $key ] ) && untrailingslashit( trim( $form[ $key ] ) ) !== untrailingslashit( Settings::get( $key ) )
		);
		if ( array() !== $refused ) {
			Notices::add( 'error', __( 'An address has to begin with http:// or https://, a path has to be a whole one, such as /usr/bin/precheck. The old value stays.', 'precheck' ) );
		}
		if ( Settings::all() !== $before ) {
			Policy::forget();
		}
		self::take_upload();
		$failure = Policy::refresh();
		if ( null !== $failure ) {
			Notices::add( 'error', $failure->getMessage() );
			return;
		}
		/* translators: %s: name of a policy */
		Notices::add( 'success', sprintf( __( 'Saved. The checker answers, with the policy "%s".', 'precheck' ), Policy::facts()['name'] ) );
	}

	/** A policy with an error is not taken; the old one stays. */
	private static function take_upload(): void {
		$file = $_FILES['policy'] ?? null;
		if ( ! is_array( $file ) || ! is_string( $file['tmp_name'] ?? null ) || ! is_uploaded_file( $file['tmp_name'] ) ) {
			return;
		}
		$json = (string) file_get_contents( $file['tmp_name'], false, null, 0, 4 * MB_IN_BYTES + 1 );
		try {
			$report = Bridges::chosen()->lint( $json );
		} catch ( Bridge_Failure $failure ) {
			Notices::add( 'error', $failure->getMessage() );
			return;
		}
		if ( null === $report ) {
			Notices::add( 'error', __( 'The service reads its own policy file; change it there, and run "precheck lint" first.', 'precheck' ) );
			return;
		}
		if ( array() !== $report['errors'] ) {
			Notices::add( 'error', __( 'The policy has errors. The old one stays.', 'precheck' ), $report['errors'] );
			return;
		}
		Policy::upload( $json );
		Notices::add( 'success', __( 'The policy has no error and is in use.', 'precheck' ) );
		if ( array() !== $report['warnings'] ) {
			Notices::add( 'warning', __( 'Worth a look:', 'precheck' ), $report['warnings'] );
		}
	}

	private static function test(): void {
		$text  = isset( $_POST['sample'] ) && is_string( $_POST['sample'] ) ? wp_unslash( $_POST['sample'] ) : '';
		$begin = microtime( true );
		try {
			$verdict  = Judge::verdict(
				array(
					'comment'  => $text,
					'language' => Post_Context::language( 0 ),
				)
			);
			$decision = new Decision( 'publish', Decision::VERDICT, $verdict, Judge::marked_words( $text, $verdict ) );
			/* translators: 1: action such as warn, 2: milliseconds, 3: name of the policy */
			Notices::add( 'success', sprintf( __( 'The checker says "%1$s" after %2$d ms, by the policy "%3$s".', 'precheck' ), Words::action( $decision->action() ), (int) ceil( ( microtime( true ) - $begin ) * 1000 ), (string) ( $verdict['policy']['name'] ?? '' ) ), array(), $decision->findings() );
		} catch ( Bridge_Failure $failure ) {
			Notices::add( 'error', $failure->getMessage() );
		}
		Notices::keep_sample( $text );
	}

	// phpcs:enable

	private static function start_trial(): void {
		Trial::start();
	}

	private static function stop_trial(): void {
		Trial::stop();
	}

	private static function resume_trial(): void {
		Trial::resume();
	}

	private static function step_trial(): void {
		Trial::work( self::STEP_SECONDS );
	}

	/** The finding was wrong: the comment appears, the strike is taken back, the owner sees how often. */
	private static function false_alarm( int $comment_id ): void {
		$record = Findings::of( $comment_id );
		if ( '' === $record['action'] || $record['false_alarm'] ) {
			return;
		}
		Findings::mark_false_alarm( $comment_id );
		Strikes::withdraw( $comment_id );
		Counts::add( 'false-alarm', ...array_map( static fn( array $finding ): string => 'false-alarm:' . $finding['rule'], $record['findings'] ) );
		$ours = array(
			'hold'  => 'unapproved',
			'spam'  => 'spam',
			'trash' => 'trash',
		);
		if ( ( $ours[ $record['fate'] ] ?? '' ) === wp_get_comment_status( $comment_id ) ) {
			wp_set_comment_status( $comment_id, 'approve' );
		}
	}

	private static function check_again( int $comment_id ): void {
		Recheck::comment( $comment_id );
	}

	private static function pardon( int $comment_id ): void {
		$comment = get_comment( $comment_id, ARRAY_A );
		if ( is_array( $comment ) ) {
			Strikes::pardon( Commenter::of( $comment )->account() );
		}
	}
}
