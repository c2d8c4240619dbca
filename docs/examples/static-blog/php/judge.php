<?php
// The final word on a comment: by the service (PRECHECK_SERVICE), or by the library in this process
// (PRECHECK_POLICY).
declare(strict_types=1);

// Where PHP has preloaded the class, it is there already.
class_exists('Precheck') || require __DIR__ . '/../../php/Precheck.php';

const PATIENCE = 2.0; // seconds that a reader waits for the service before the comment is held

/**
 * @param array<string, mixed> $request
 * @return array{string, list<array<string, mixed>>} 'publish', 'hold' or 'refuse', and the findings.
 * Without a verdict the comment is held: it is not lost, and it does not slip through.
 */
function judge(array $request): array
{
    try {
        $verdict = getenv('PRECHECK_SERVICE') ? ask_service($request) : ask_library($request);
    } catch (RuntimeException | JsonException | FFI\Exception $error) {
        error_log("no verdict, the comment waits: {$error->getMessage()}");
        return ['hold', []];
    }
    $fate = match ($verdict['action']) {
        'reject' => 'refuse',
        'allow', 'advise', 'warn' => 'publish',
        default => 'hold',
    };
    return [$fate, $verdict['findings']];
}

function ask_service(array $request): array
{
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => 'Content-Type: application/json',
        'content' => json_encode($request, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE),
        'timeout' => PATIENCE,
    ]]);
    // An error status is a failure here, too; the warning says which.
    $answer = @file_get_contents(getenv('PRECHECK_SERVICE') . '/v1/check', false, $context);
    if ($answer === false) {
        throw new RuntimeException(error_get_last()['message'] ?? 'the service did not answer');
    }
    return json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
}

function ask_library(array $request): array
{
    return (new Precheck((string) file_get_contents((string) getenv('PRECHECK_POLICY'))))->check($request);
}
