// Chromium, and what a person does on a WordPress site.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../web/test/chromium.mjs';
import { root } from './site.mjs';

/** Pictures go to docs/ when they are asked for: WORDPRESS_PICTURES=1. */
const pictures = process.env.WORDPRESS_PICTURES ? join(root, 'docs/wordpress') : '';

export class Browser {
  static async start(site) {
    const browser = new Browser();
    browser.site = site;
    browser.chromium = await launch();
    return browser;
  }

  /** A page of somebody who is not signed in. */
  async guest() {
    const context = await this.chromium.newContext({ viewport: { width: 1100, height: 900 } });
    // A busy machine is no failure.
    context.setDefaultTimeout(120_000);
    return context.newPage();
  }

  /** A page of a user, without going through the sign-in form. */
  async user(login) {
    const page = await this.guest();
    await page.context().addCookies(
      Object.entries(this.cookies(login)).map(([name, value]) => ({
        name,
        value,
        domain: '127.0.0.1',
        path: '/',
      })),
    );
    return page;
  }

  /** The cookies that the sign-in form would set. */
  cookies(login) {
    return this.site.php(`
      $user = get_user_by( 'login', '${login}' );
      $end = time() + DAY_IN_SECONDS;
      $token = WP_Session_Tokens::get_instance( $user->ID )->create( $end );
      return array(
        AUTH_COOKIE => wp_generate_auth_cookie( $user->ID, $end, 'auth', $token ),
        LOGGED_IN_COOKIE => wp_generate_auth_cookie( $user->ID, $end, 'logged_in', $token ),
      );`);
  }

  async stop() {
    await this.chromium.close();
  }
}

/** Keeps a picture for the documentation. */
export async function picture(target, name, options = {}) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await target.screenshot({ path: join(pictures, `${name}.png`), ...options });
}

/** Opens a post and types a comment into its form, as a guest unless signed in. */
export async function typeComment(page, address, text, { name = 'A reader' } = {}) {
  await page.goto(address);
  if (await page.locator('#author').count()) {
    await page.fill('#author', name);
    await page.fill('#email', `${name.toLowerCase().replaceAll(' ', '.')}@example.invalid`);
  }
  await page.fill('#comment', text);
}

export const finding = (page) => page.locator('[part="finding"]:visible').first();
export const postAnyway = (page) => page.locator('[part="post-anyway"]:visible');
export const edit = (page) => page.locator('[part="edit"]:visible');
