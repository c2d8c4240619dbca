<?php
/**
 * The way to the native core. One file a way in bridges/.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

interface Bridge {
	/**
	 * One verdict a request, in the same order. A request that cannot be judged has
	 * {"error": {"code", "field", "message"}} in its place.
	 *
	 * @param list<array<string, mixed>> $requests
	 * @return list<array<string, mixed>>
	 * @throws Bridge_Failure When the checker cannot be asked.
	 */
	public function check( array $requests ): array;

	/**
	 * The policy that a browser may see, as JSON.
	 *
	 * @throws Bridge_Failure
	 */
	public function published_policy(): string;

	/**
	 * Errors and warnings of a policy, a line each; null where this way cannot tell.
	 *
	 * @return array{errors: list<string>, warnings: list<string>}|null
	 * @throws Bridge_Failure
	 */
	public function lint( string $policy ): ?array;
}
