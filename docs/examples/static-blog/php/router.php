<?php
// Takes the form and lists the comments; everything else is a file of public/.
declare(strict_types=1);

require __DIR__ . '/judge.php';

$posts = json_decode((string) file_get_contents(__DIR__ . '/../posts.json'), true);
$file = (getenv('DATA') ?: __DIR__ . '/../data') . '/comments.jsonl';

switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case '/comment':
        return receive($posts, $file);
    case '/comments':
        return listing($file);
    default:
        return false; // php -S then sends the file
}

function receive(array $posts, string $file): void
{
    $post = (string) field('post');
    $name = mb_substr(trim(field('name')), 0, 60);
    // Forms send CRLF; the browser's own checker saw LF.
    $text = trim(str_replace("\r\n", "\n", field('comment')));
    if (!isset($posts[$post])) {
        fail(404, 'There is no such post.');
        return;
    }
    if ($name === '' || $text === '' || strlen($text) > 100_000) {
        fail(400, 'A comment needs a name and a text.');
        return;
    }
    $earlier = array_column(array_filter(stored($file), fn ($comment) => $comment['name'] === $name), 'text');
    [$fate, $findings] = judge([
        'comment' => $text,
        'language' => 'en',
        'post' => $posts[$post],
        'earlier' => array_slice(array_reverse($earlier), 0, 20),
    ]);
    if ($fate === 'refuse') {
        http_response_code(422);
        echo refusal($findings, ['post' => $post, 'name' => $name, 'comment' => $text]);
        return;
    }
    $status = $fate === 'hold' ? 'waiting' : 'published';
    keep($file, compact('post', 'name', 'text', 'status') + ['rules' => array_column($findings, 'rule')]);
    header("Location: /$post.html" . ($status === 'waiting' ? '?waiting' : '') . '#comments', true, 303);
}

function listing(string $file): void
{
    $shown = array_filter(
        stored($file),
        fn ($comment) => $comment['post'] === ($_GET['post'] ?? '') && $comment['status'] === 'published',
    );
    header('Content-Type: application/json; charset=utf-8');
    echo json_encode(array_map(
        fn ($comment) => ['name' => $comment['name'], 'text' => $comment['text']],
        array_values($shown),
    ));
}

/** @param array<string, string> $values */
function refusal(array $findings, array $values): string
{
    $filled = array_map(fn ($value) => htmlspecialchars($value, ENT_QUOTES | ENT_SUBSTITUTE), $values);
    $filled['reasons'] = '';
    foreach ($findings as $finding) {
        [$message, $advice, $quote] = array_map(
            fn ($key) => htmlspecialchars($finding[$key], ENT_QUOTES | ENT_SUBSTITUTE),
            ['message', 'advice', 'quote'],
        );
        $filled['reasons'] .= "<p><b>$message</b> $advice<br><q>$quote</q></p>\n";
    }
    $page = (string) file_get_contents(__DIR__ . '/../refused.html');
    return preg_replace_callback('/\{\{(\w+)\}\}/', fn ($found) => $filled[$found[1]], $page);
}

/** A field of the form; what is not one string counts as empty. */
function field(string $name): string
{
    return is_string($_POST[$name] ?? null) ? mb_scrub($_POST[$name], 'UTF-8') : '';
}

function stored(string $file): array
{
    $lines = is_file($file) ? file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) : [];
    return array_map(fn ($line) => json_decode($line, true), $lines);
}

function keep(string $file, array $comment): void
{
    is_dir(dirname($file)) || mkdir(dirname($file), 0700, true);
    file_put_contents($file, json_encode($comment, JSON_UNESCAPED_UNICODE) . "\n", FILE_APPEND | LOCK_EX);
}

function fail(int $status, string $message): void
{
    http_response_code($status);
    header('Content-Type: text/plain; charset=utf-8');
    echo $message;
}
