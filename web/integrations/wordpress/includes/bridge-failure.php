<?php
/**
 * The checker could not be asked. The message is for the owner and holds no comment text.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck;

final class Bridge_Failure extends \RuntimeException {
}
