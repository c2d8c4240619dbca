<?php
/**
 * Findings beside each comment: in the list, and on the page where one is edited.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

use Precheck\Commenter;
use Precheck\Finding_List;
use Precheck\Findings;
use Precheck\Strikes;

final class Comment_List {
	private const COLUMN = 'precheck';

	public static function register(): void {
		add_filter( 'manage_edit-comments_columns', array( self::class, 'add_column' ) );
		add_action( 'manage_comments_custom_column', array( self::class, 'show' ), 10, 2 );
		add_action( 'add_meta_boxes_comment', array( self::class, 'add_box' ) );
		// Forms inside the list's own form would be cut off by the browser.
		add_action( 'admin_footer-edit-comments.php', array( self::class, 'print_forms' ) );
	}

	/** @var list<string> Forms of the rows, printed at the end of the page. */
	private static array $forms = array();

	public static function add_column( array $columns ): array {
		return $columns + array( self::COLUMN => 'Precheck' );
	}

	public static function show( string $column, int $comment_id ): void {
		if ( self::COLUMN === $column ) {
			echo self::html( $comment_id ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		}
	}

	public static function add_box(): void {
		add_meta_box( 'precheck', __( 'Precheck: why is it here?', 'precheck' ), array( self::class, 'show_box' ), 'comment', 'normal' );
	}

	public static function show_box( \WP_Comment $comment ): void {
		echo self::html( (int) $comment->comment_ID ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		add_action( 'admin_footer', array( self::class, 'print_forms' ) );
	}

	public static function print_forms(): void {
		echo implode( '', self::$forms ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped in Actions.
		self::$forms = array();
	}

	private static function html( int $comment_id ): string {
		$record = Findings::of( $comment_id );
		if ( '' === $record['action'] ) {
			return '<span class="description">' . esc_html__( 'never checked', 'precheck' ) . '</span>' . self::button( 'precheck_check_again', __( 'Check now', 'precheck' ), $comment_id );
		}
		$html = sprintf( '<span class="precheck-badge precheck-%s">%s</span>', esc_attr( $record['action'] ), esc_html( Words::action( $record['action'] ) ) );
		$why  = Words::why( $record );
		if ( '' !== $why ) {
			$html .= '<p>' . esc_html( $why ) . '</p>';
		}
		if ( array() !== $record['findings'] ) {
			$more    = count( $record['findings'] ) - 1;
			$summary = $record['findings'][0]['message'] . ( $more > 0 ? " (+$more)" : '' );
			$html   .= '<details><summary>' . esc_html( $summary ) . '</summary>' . Finding_List::html( $record['findings'] ) . '</details>';
		}
		return $html . self::buttons( $record, $comment_id ) . self::strikes( $comment_id );
	}

	private static function buttons( array $record, int $comment_id ): string {
		if ( 'unchecked' === $record['action'] ) {
			return self::button( 'precheck_check_again', __( 'Check now', 'precheck' ), $comment_id );
		}
		$flagged = in_array( $record['action'], array( 'advise', 'warn', 'hold', 'reject' ), true );
		return $flagged && ! $record['false_alarm'] ? self::button( 'precheck_false_alarm', __( 'False alarm', 'precheck' ), $comment_id ) : '';
	}

	private static function strikes( int $comment_id ): string {
		$comment = get_comment( $comment_id, ARRAY_A );
		$strikes = is_array( $comment ) ? Strikes::of( Commenter::of( $comment )->account() ) : 0;
		if ( 0 === $strikes ) {
			return '';
		}
		/* translators: %d: number of strikes of a commenter */
		$text = sprintf( _n( '%d strike', '%d strikes', $strikes, 'precheck' ), $strikes );
		$step = Words::step( Strikes::step( $strikes ) );
		return '<p>' . esc_html( '' === $step ? $text : "$text: $step" ) . '</p>' . self::button( 'precheck_pardon', __( 'Pardon', 'precheck' ), $comment_id );
	}

	/** A button that belongs to a form at the end of the page. */
	private static function button( string $name, string $label, int $comment_id ): string {
		$id            = "$name-$comment_id";
		self::$forms[] = Actions::form( $name, $comment_id, 'id="' . esc_attr( $id ) . '"' ) . '</form>';
		return sprintf( ' <button type="submit" form="%s" class="button button-small">%s</button>', esc_attr( $id ), esc_html( $label ) );
	}
}
