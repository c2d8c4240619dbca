/* Marks what the shared library shows. Everything else is hidden. */
#ifndef PRECHECK_EXPORT_H
#define PRECHECK_EXPORT_H

#if defined(__GNUC__)
#define PRECHECK_API __attribute__((visibility("default")))
#else
#define PRECHECK_API
#endif

#endif /* PRECHECK_EXPORT_H */
