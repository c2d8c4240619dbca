<?php
/**
 * The plugin's names for actions, fates and ladder steps, in the reader's language.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

final class Words {
	public static function action( string $action ): string {
		return match ( $action ) {
			'allow'     => __( 'fine', 'precheck' ),
			'advise'    => __( 'advice', 'precheck' ),
			'warn'      => __( 'warning', 'precheck' ),
			'hold'      => __( 'for a moderator', 'precheck' ),
			'reject'    => __( 'not acceptable', 'precheck' ),
			'unchecked' => __( 'not checked', 'precheck' ),
			default     => $action,
		};
	}

	public static function fate( string $fate ): string {
		return match ( $fate ) {
			'publish' => __( 'publish', 'precheck' ),
			'hold'    => __( 'hold for a moderator', 'precheck' ),
			'spam'    => __( 'mark as spam', 'precheck' ),
			'trash'   => __( 'move to trash', 'precheck' ),
			'refuse'  => __( 'refuse, with the reason', 'precheck' ),
			default   => $fate,
		};
	}

	public static function step( string $step ): string {
		return match ( $step ) {
			'delete' => __( 'comments may be deleted', 'precheck' ),
			'hold'   => __( 'new comments wait for a moderator', 'precheck' ),
			'block'  => __( 'blocked', 'precheck' ),
			default  => '',
		};
	}

	/** One sentence: why is this comment where it is? */
	public static function why( array $record ): string {
		if ( $record['false_alarm'] ) {
			return __( 'Marked as a false alarm.', 'precheck' );
		}
		if ( 'unchecked' === $record['reason'] ) {
			/* translators: %s: error message */
			return sprintf( __( 'The checker could not be asked, so the comment waits: %s', 'precheck' ), $record['error'] );
		}
		if ( 'ladder' === $record['reason'] ) {
			return __( 'Held because of earlier strikes of this commenter.', 'precheck' );
		}
		if ( 'log' === $record['mode'] ) {
			return __( 'Only logged: Precheck changed nothing.', 'precheck' );
		}
		return match ( $record['fate'] ) {
			'hold'  => __( 'Held because of what the policy says:', 'precheck' ),
			'spam', 'trash' => __( 'Taken off the page because of what the policy says:', 'precheck' ),
			default => in_array( $record['action'], array( 'warn', 'hold', 'reject' ), true )
				? __( 'Published, although the policy says:', 'precheck' )
				: '',
		};
	}
}
