<?php
/**
 * A box on the dashboard: the last 30 days as a chart, and what it adds up to.
 *
 * @package Precheck
 */

declare( strict_types=1 );

namespace Precheck\Admin;

use Precheck\Counts;

final class Dashboard_Box {
	private const DAYS   = 30;
	private const WIDTH  = 300;
	private const HEIGHT = 80;

	/** From the bottom of a bar to its top. */
	private const STACK = array( 'allow', 'advise', 'warn', 'hold', 'reject', 'unchecked' );

	public static function register(): void {
		add_action( 'wp_dashboard_setup', array( self::class, 'add' ) );
	}

	public static function add(): void {
		if ( current_user_can( 'moderate_comments' ) ) {
			wp_add_dashboard_widget( 'precheck', 'Precheck', array( self::class, 'show' ) );
		}
	}

	public static function show(): void {
		$days   = Counts::last_days( self::DAYS );
		$totals = array_fill_keys( self::STACK, 0 );
		$other  = array();
		foreach ( $days as $counts ) {
			foreach ( $counts as $name => $number ) {
				$action = str_starts_with( $name, 'action:' ) ? substr( $name, 7 ) : '';
				if ( isset( $totals[ $action ] ) ) {
					$totals[ $action ] += $number;
				} else {
					$other[ $name ] = ( $other[ $name ] ?? 0 ) + $number;
				}
			}
		}
		/* translators: 1: number of comments, 2: number of days */
		$summary = sprintf( __( '%1$s comments judged in %2$d days', 'precheck' ), number_format_i18n( array_sum( $totals ) ), self::DAYS );
		echo self::chart( $days, $summary ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		echo '<ul class="precheck-legend">';
		foreach ( $totals as $action => $number ) {
			printf( '<li><span class="precheck-badge precheck-%s">%s</span> %s</li>', esc_attr( $action ), esc_html( Words::action( $action ) ), esc_html( number_format_i18n( $number ) ) );
		}
		echo '</ul>';
		self::show_rules( $other );
	}

	private static function chart( array $days, string $summary ): string {
		$highest = 1;
		foreach ( $days as $counts ) {
			$highest = max( $highest, array_sum( array_intersect_key( $counts, array_flip( preg_filter( '/^/', 'action:', self::STACK ) ) ) ) );
		}
		$bars  = '';
		$width = self::WIDTH / self::DAYS;
		$left  = 0.0;
		foreach ( $days as $day => $counts ) {
			$top   = (float) self::HEIGHT;
			$parts = '';
			foreach ( self::STACK as $action ) {
				$number = $counts[ "action:$action" ] ?? 0;
				$height = $number / $highest * self::HEIGHT;
				$top   -= $height;
				if ( $number > 0 ) {
					$parts .= sprintf( '<rect class="precheck-bar-%s" x="%.1F" y="%.1F" width="%.1F" height="%.1F"/>', esc_attr( $action ), $left, $top, $width - 1, $height );
				}
			}
			$bars .= '<g><title>' . esc_html( $day . ': ' . self::in_words( $counts ) ) . '</title>' . $parts . '</g>';
			$left += $width;
		}
		return sprintf( '<p>%1$s</p><svg class="precheck-chart" viewBox="0 0 %2$d %3$d" role="img" aria-label="%4$s">%5$s</svg>', esc_html( $summary ), self::WIDTH, self::HEIGHT, esc_attr( $summary ), $bars );
	}

	private static function in_words( array $counts ): string {
		$parts = array();
		foreach ( self::STACK as $action ) {
			if ( isset( $counts[ "action:$action" ] ) ) {
				$parts[] = Words::action( $action ) . ' ' . number_format_i18n( $counts[ "action:$action" ] );
			}
		}
		return implode( ', ', $parts );
	}

	/** Rules by how often they spoke, and how often a moderator or a commenter called that wrong. */
	private static function show_rules( array $counts ): void {
		$rules = array();
		foreach ( $counts as $name => $number ) {
			if ( str_starts_with( $name, 'rule:' ) ) {
				$rules[ substr( $name, 5 ) ] = $number;
			} elseif ( str_starts_with( $name, 'mistake:' ) ) {
				// A comment that was mended was never judged here.
				$rules += array( substr( $name, 8 ) => 0 );
			}
		}
		arsort( $rules );
		if ( array() === $rules ) {
			return;
		}
		printf( '<table class="precheck-rules"><thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th></tr></thead><tbody>', esc_html__( 'Rule', 'precheck' ), esc_html__( 'Comments', 'precheck' ), esc_html__( 'False alarms', 'precheck' ), esc_html__( 'Disputed', 'precheck' ) );
		foreach ( array_slice( $rules, 0, 8 ) as $rule => $number ) {
			$figures = array( $number, $counts[ "false-alarm:$rule" ] ?? 0, $counts[ "mistake:$rule" ] ?? 0 );
			$cells   = implode( '', array_map( static fn( int $figure ): string => '<td>' . esc_html( number_format_i18n( $figure ) ) . '</td>', $figures ) );
			printf( '<tr><th scope="row"><code>%s</code></th>%s</tr>', esc_html( (string) $rule ), $cells ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped above.
		}
		echo '</tbody></table>';
	}
}
