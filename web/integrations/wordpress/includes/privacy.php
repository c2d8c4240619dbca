<?php
/**
 * WordPress's tools for personal data: what is kept about somebody can be had and erased.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Privacy {
	private const PER_PAGE = 100;

	public static function register(): void {
		add_filter( 'wp_privacy_personal_data_exporters', array( self::class, 'add_exporter' ) );
		add_filter( 'wp_privacy_personal_data_erasers', array( self::class, 'add_eraser' ) );
		add_action( 'admin_init', array( self::class, 'suggest_text' ) );
	}

	public static function add_exporter( array $exporters ): array {
		$exporters['precheck'] = array(
			'exporter_friendly_name' => __( 'Precheck: findings and strikes', 'precheck' ),
			'callback'               => array( self::class, 'export' ),
		);
		return $exporters;
	}

	public static function add_eraser( array $erasers ): array {
		$erasers['precheck'] = array(
			'eraser_friendly_name' => __( 'Precheck: findings and strikes', 'precheck' ),
			'callback'             => array( self::class, 'erase' ),
		);
		return $erasers;
	}

	public static function export( string $email, int $page = 1 ): array {
		$items = array();
		if ( 1 === $page ) {
			foreach ( self::accounts( $email ) as $account ) {
				foreach ( Strikes::list( $account ) as $strike ) {
					$items[] = self::item( 'strike-' . $strike['comment_id'], __( 'Strikes', 'precheck' ), $strike );
				}
			}
		}
		$comments = self::comments( $email, $page );
		foreach ( $comments as $comment_id ) {
			$record = Findings::of( $comment_id );
			foreach ( $record['findings'] as $index => $finding ) {
				$items[] = self::item( "finding-$comment_id-$index", __( 'Findings', 'precheck' ), array( 'comment_id' => $comment_id ) + array_map( static fn( $value ) => is_array( $value ) ? implode( ' · ', $value ) : $value, $finding ) );
			}
		}
		return array(
			'data' => $items,
			'done' => count( $comments ) < self::PER_PAGE,
		);
	}

	public static function erase( string $email, int $page = 1 ): array {
		$removed = 0;
		if ( 1 === $page ) {
			foreach ( self::accounts( $email ) as $account ) {
				$removed += Strikes::pardon( $account );
			}
		}
		$comments = self::comments( $email, $page );
		foreach ( $comments as $comment_id ) {
			$removed += Findings::delete( $comment_id ) ? 1 : 0;
		}
		return array(
			'items_removed'  => $removed > 0,
			'items_retained' => false,
			'messages'       => array(),
			'done'           => count( $comments ) < self::PER_PAGE,
		);
	}

	public static function suggest_text(): void {
		wp_add_privacy_policy_content(
			'Precheck',
			wp_kses_post( '<p>' . __( 'While you type a comment, it is compared with our comment policy inside your browser; nothing you type leaves the page before you post it. When you post, our server compares it once more and keeps the result beside the comment. If comments of yours are removed because of the policy, their number is kept under a code made from your account or e-mail address, until it fades as the policy says.', 'precheck' ) . '</p>' )
		);
	}

	/** @return list<string> */
	private static function accounts( string $email ): array {
		$user     = get_user_by( 'email', $email );
		$accounts = array( ( new Commenter( 0, $email ) )->account() );
		if ( $user ) {
			$accounts[] = ( new Commenter( $user->ID, $email ) )->account();
		}
		return array_values( array_filter( $accounts ) );
	}

	/** @return list<int> */
	private static function comments( string $email, int $page ): array {
		return array_map(
			'intval',
			get_comments(
				array(
					'author_email' => $email,
					'fields'       => 'ids',
					'number'       => self::PER_PAGE,
					'paged'        => $page,
					'orderby'      => 'comment_ID',
					'order'        => 'ASC',
					'status'       => 'any',
				)
			)
		);
	}

	private static function item( string $id, string $label, array $values ): array {
		$data = array();
		foreach ( $values as $name => $value ) {
			$data[] = array(
				'name'  => (string) $name,
				'value' => (string) $value,
			);
		}
		return array(
			'group_id'    => 'precheck',
			'group_label' => "Precheck: $label",
			'item_id'     => "precheck-$id",
			'data'        => $data,
		);
	}
}
