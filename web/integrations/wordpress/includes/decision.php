<?php
/**
 * What becomes of a comment, and why.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Decision {
	/** Reasons. */
	public const VERDICT   = 'verdict';
	public const LADDER    = 'ladder';
	public const UNCHECKED = 'unchecked';

	/**
	 * @param string               $fate    One of Settings::FATES; `publish` leaves WordPress's own decision.
	 * @param string               $reason  One of the reasons above.
	 * @param array<string, mixed> $verdict The checker's; empty when unchecked.
	 * @param list<list<string>>   $words   Per finding the words it is about.
	 * @param string               $error   Why it could not be checked; for the owner.
	 */
	public function __construct(
		public string $fate,
		public string $reason,
		public array $verdict = array(),
		public array $words = array(),
		public string $error = '',
	) {
	}

	/** `allow`, `advise`, `warn`, `hold`, `reject`, or `unchecked`. */
	public function action(): string {
		return self::UNCHECKED === $this->reason ? self::UNCHECKED : (string) ( $this->verdict['action'] ?? 'allow' );
	}

	public function is_flagged(): bool {
		return in_array( $this->action(), array( 'warn', 'hold', 'reject' ), true );
	}

	/** WordPress's own decision, made no milder: 1, 0, 'spam', 'trash' in this order. */
	public function over( int|string $approved ): int|string {
		$order = array( '1', '0', 'spam', 'trash' );
		$own   = array_search( (string) $approved, $order, true );
		$ours  = array_search( $this->fate, array( 'publish', 'hold', 'spam', 'trash' ), true );
		if ( false === $own || false === $ours || $ours <= $own ) {
			return $approved;
		}
		return 1 === $ours ? 0 : $order[ $ours ];
	}

	/**
	 * The findings as they are kept and shown.
	 *
	 * @return list<array<string, mixed>>
	 */
	public function findings(): array {
		$kept = array();
		foreach ( (array) ( $this->verdict['findings'] ?? array() ) as $index => $finding ) {
			$kept[] = array(
				'rule'    => (string) ( $finding['rule'] ?? '' ),
				'action'  => (string) ( $finding['action'] ?? '' ),
				'message' => (string) ( $finding['message'] ?? '' ),
				'advice'  => (string) ( $finding['advice'] ?? '' ),
				'quote'   => (string) ( $finding['quote'] ?? '' ),
				'url'     => (string) ( $finding['url'] ?? '' ),
				'words'   => $this->words[ $index ] ?? array(),
			);
		}
		return $kept;
	}
}
