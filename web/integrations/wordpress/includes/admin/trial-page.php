<?php
/**
 * Comments → Try the policy: what it would have said about the comments the blog has.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

use Precheck\Trial;
use const Precheck\PLUGIN_FILE;
use const Precheck\VERSION;

final class Trial_Page {
	private const SLUG = 'precheck-trial';

	private static string $hook = '';

	public static function register(): void {
		add_action( 'admin_menu', array( self::class, 'add' ) );
		add_action( 'admin_enqueue_scripts', array( self::class, 'enqueue' ) );
	}

	public static function add(): void {
		self::$hook = (string) add_comments_page( __( 'Try the policy', 'precheck' ), __( 'Try the policy', 'precheck' ), 'manage_options', self::SLUG, array( self::class, 'show' ) );
	}

	public static function enqueue( string $hook ): void {
		if ( $hook === self::$hook ) {
			wp_enqueue_script( 'precheck-trial', plugins_url( 'assets/trial.js', PLUGIN_FILE ), array(), VERSION, true );
		}
	}

	/** What the page's script needs to draw the bar. */
	public static function progress( array $state ): array {
		return array(
			'running' => 'running' === $state['status'],
			'done'    => $state['done'],
			'total'   => $state['total'],
			/* translators: 1: comments judged, 2: all comments, 3: flagged comments */
			'text'    => sprintf( __( '%1$s of %2$s comments judged, %3$s flagged', 'precheck' ), number_format_i18n( $state['done'] ), number_format_i18n( $state['total'] ), number_format_i18n( $state['flagged'] ) ),
		);
	}

	public static function show(): void {
		$state = Trial::state();
		printf( '<div class="wrap precheck"><h1>%s</h1>', esc_html__( 'Try the policy on past comments', 'precheck' ) );
		printf( '<p>%s</p>', esc_html__( 'Every comment of this blog is judged as if it were new, each by itself. No comment is changed, and nobody is told. You may close this page: it goes on when you come back, and slowly meanwhile.', 'precheck' ) );
		if ( 'failed' === $state['status'] ) {
			printf( '<div class="notice notice-error inline"><p>%s</p></div>', esc_html( $state['error'] ) );
		}
		self::show_buttons( $state['status'] );
		if ( 'none' !== $state['status'] ) {
			self::show_bar( $state );
			self::show_actions( $state );
			self::show_rules( $state['rules'] );
		}
		echo '</div>';
	}

	private static function show_buttons( string $status ): void {
		$buttons = match ( $status ) {
			'running'           => array( 'precheck_trial_stop' => __( 'Stop', 'precheck' ) ),
			'stopped', 'failed' => array(
				'precheck_trial_resume' => __( 'Go on', 'precheck' ),
				'precheck_trial_start'  => __( 'Start again', 'precheck' ),
			),
			default             => array( 'precheck_trial_start' => __( 'Start', 'precheck' ) ),
		};
		foreach ( $buttons as $name => $label ) {
			echo Actions::button( $name, $label ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		}
	}

	private static function show_bar( array $state ): void {
		$progress = self::progress( $state );
		printf(
			'<p><progress id="precheck-progress" max="%d" value="%d" data-running="%s" data-address="%s" data-nonce="%s" data-failed="%s"></progress> <span id="precheck-progress-text" role="status">%s</span></p>',
			max( 1, (int) $progress['total'] ),
			(int) $progress['done'],
			$progress['running'] ? '1' : '',
			esc_url( admin_url( 'admin-ajax.php' ) ),
			esc_attr( wp_create_nonce( Actions::nonce_action( 'precheck_trial_step' ) ) ),
			esc_attr__( 'The site does not answer. Trying again.', 'precheck' ),
			esc_html( $progress['text'] )
		);
	}

	private static function show_actions( array $state ): void {
		$parts = array();
		foreach ( array( 'allow', 'advise', 'warn', 'hold', 'reject' ) as $action ) {
			$parts[] = Words::action( $action ) . ': ' . number_format_i18n( $state['actions'][ $action ] ?? 0 );
		}
		if ( $state['unreadable'] > 0 ) {
			/* translators: %s: number of comments */
			$parts[] = sprintf( __( 'not readable: %s', 'precheck' ), number_format_i18n( $state['unreadable'] ) );
		}
		printf( '<p>%s</p>', esc_html( implode( ' · ', $parts ) ) );
	}

	private static function show_rules( array $rules ): void {
		if ( array() === $rules ) {
			return;
		}
		uasort( $rules, static fn( array $left, array $right ): int => $right['number'] <=> $left['number'] );
		$heads = array(
			__( 'Rule', 'precheck' ),
			__( 'Action', 'precheck' ),
			__( 'Comments', 'precheck' ),
			__( 'approved', 'precheck' ),
			__( 'waiting', 'precheck' ),
			__( 'spam or trash', 'precheck' ),
			__( 'Examples', 'precheck' ),
		);
		echo '<table class="widefat striped precheck-rules"><thead><tr><th scope="col">' . implode( '</th><th scope="col">', array_map( 'esc_html', $heads ) ) . '</th></tr></thead><tbody>';
		foreach ( $rules as $name => $rule ) {
			printf(
				'<tr><th scope="row"><code>%s</code></th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>',
				esc_html( (string) $name ),
				esc_html( Words::action( $rule['action'] ) ),
				esc_html( number_format_i18n( $rule['number'] ) ),
				esc_html( number_format_i18n( $rule['approved'] ) ),
				esc_html( number_format_i18n( $rule['waiting'] ) ),
				esc_html( number_format_i18n( $rule['removed'] ) ),
				self::samples( $rule['samples'] ) // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			);
		}
		echo '</tbody></table>';
		printf( '<p class="description">%s</p>', esc_html__( 'Many flagged comments that your moderators approved speak against a rule; many that they removed speak for it.', 'precheck' ) );
	}

	/** @param list<int> $comment_ids */
	private static function samples( array $comment_ids ): string {
		$items = '';
		foreach ( $comment_ids as $comment_id ) {
			$comment = get_comment( $comment_id );
			if ( $comment ) {
				$items .= sprintf( '<li><a href="%s">%s</a></li>', esc_url( admin_url( "comment.php?action=editcomment&c=$comment_id" ) ), esc_html( wp_trim_words( wp_strip_all_tags( $comment->comment_content ), 16 ) ) );
			}
		}
		return "<ul>$items</ul>";
	}
}
