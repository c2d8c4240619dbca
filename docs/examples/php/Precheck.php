<?php
// A policy of libprecheck, by FFI.
declare(strict_types=1);

/** The policy does not compile, or the request could not be read: there is no verdict. */
final class PrecheckError extends RuntimeException
{
}

final class Precheck
{
    private static ?FFI $library = null;
    private ?FFI\CData $policy;

    public function __construct(string $policyJson)
    {
        $errors = self::library()->new('char*');
        $this->policy = self::library()->precheck_compile($policyJson, strlen($policyJson), FFI::addr($errors));
        if ($this->policy === null) {
            throw new PrecheckError(self::taken($errors));
        }
    }

    public function __destruct()
    {
        if ($this->policy !== null) {
            self::library()->precheck_policy_free($this->policy);
        }
    }

    public function revision(): string
    {
        return self::library()->precheck_policy_revision($this->policy);
    }

    /** @param array<string, mixed> $request */
    public function check(array $request): array
    {
        $flags = JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE;
        return json_decode($this->checkJson(json_encode($request, $flags)), true, 512, JSON_THROW_ON_ERROR);
    }

    /** The verdict as the library writes it, byte for byte. */
    public function checkJson(string $request): string
    {
        $verdict = self::taken(self::library()->precheck_check($this->policy, $request, strlen($request)));
        $error = json_decode($verdict, true, 512, JSON_THROW_ON_ERROR)['error'] ?? null;
        if ($error !== null) {
            throw new PrecheckError("{$error['field']}: {$error['message']}");
        }
        return $verdict;
    }

    /** A string that the library gave, which is freed. */
    private static function taken(?FFI\CData $text): string
    {
        if ($text === null || FFI::isNull($text)) {
            throw new PrecheckError('out of memory');
        }
        try {
            return FFI::string($text);
        } finally {
            self::library()->precheck_free($text);
        }
    }

    private static function library(): FFI
    {
        $header = getenv('PRECHECK_FFI_HEADER') ?: '/usr/include/precheck/precheck-ffi.h';
        return self::$library ??= FFI::load($header)
            ?? throw new PrecheckError("$header could not be loaded");
    }
}
