/*
 * The library's version and the marks of its public symbols.
 */
#pragma once

#if defined(__GNUC__)
#define TORCHTRT_API __attribute__((__visibility__("default")))
#define TORCHTRT_HIDDEN __attribute__((__visibility__("hidden")))
#else
#define TORCHTRT_API
#define TORCHTRT_HIDDEN
#endif // defined(__GNUC__)

#define XSTR(x) #x
#define STR(x) XSTR(x)

/// Changes when programs have to be changed.
#define TORCH_TENSORRT_MAJOR_VERSION 1
/// Changes when something is added.
#define TORCH_TENSORRT_MINOR_VERSION 1
/// Changes when something is repaired.
#define TORCH_TENSORRT_PATCH_VERSION 0
/// The three numbers, with dots between them.
#define TORCH_TENSORRT_VERSION      \
  STR(TORCH_TENSORRT_MAJOR_VERSION) \
  "." STR(TORCH_TENSORRT_MINOR_VERSION) "." STR(TORCH_TENSORRT_PATCH_VERSION)
