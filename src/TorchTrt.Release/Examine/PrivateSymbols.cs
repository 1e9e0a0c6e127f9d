using System.Collections.Frozen;

namespace TorchTrt.Release.Examine;

/// <summary>
/// Names that some builds of a system's libraries give away and others keep to themselves; an object that needs one loads on some systems of its tag alone
/// (PEP 513, "Compliant libraries"; PEP 600).
/// </summary>
internal static class PrivateSymbols
{
    private static readonly string[] ThreadNames = ["pthread_getattr_default_np", "pthread_setattr_default_np"];
    private static readonly string[] SignalingNames = ["__issignaling", "__issignalingf", "__issignalingl"];

    /// <summary>The library, its names, and the first glibc of whose tag they are everybody's.</summary>
    private static readonly (string Library, int Until, string[] Names)[] Registry =
    [
        ("libc.so.6", 24, ["__cxa_thread_atexit_impl", .. SignalingNames, .. ThreadNames]),
        ("libm.so.6", 24, SignalingNames),
        ("libpthread.so.0", 24, ThreadNames),
        ("libz.so.1", 34, ["uncompress2"]),
        ("libz.so.1", 36,
        [
            "bi_windup", "crc_fold_512to32", "crc_fold_copy", "crc_fold_init", "deflate_medium", "fill_window", "flush_pending", "longest_match", "slide_hash_sse", "static_ltree",
            "x86_check_features", "x86_cpu_has_pclmul", "x86_cpu_has_sse2", "x86_cpu_has_sse42",
        ]),
        ("libz.so.1", 37, ["crc32_combine_gen", "crc32_combine_gen64", "crc32_combine_op"]),
        ("libz.so.1", int.MaxValue,
        [
            "_dist_code", "_length_code", "_tr_align", "_tr_flush_block", "_tr_init", "_tr_stored_block", "_tr_tally", "adler32_default", "crc32_acle", "crc32_le_vgfm_16", "crc32_neon",
            "crc32_vpmsum", "crc32_z_default", "deflate_copyright", "gzflags", "inflate_copyright", "inflate_fast", "inflate_table", "sse2_slide_hash", "z_errmsg", "z_vstring", "zcalloc", "zcfree",
        ]),
        // Python's own, in builds with fpectl, up to 3.6.
        (AnyLibrary, int.MaxValue, ["PyFPE_jbuf"]),
    ];

    private const string AnyLibrary = "";

    private static readonly FrozenSet<string> All = Registry.SelectMany(row => row.Names).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name is one of them, for some library and some tag.</summary>
    public static bool Has(string name) => All.Contains(name);

    /// <summary>Those among an object's undefined names that it cannot count on.</summary>
    /// <param name="needed">Libraries that it is linked to.</param>
    public static IEnumerable<string> Among(IReadOnlyList<string> undefined, IReadOnlyList<string> needed, (int Major, int Minor) glibc)
        => undefined.Where(name => Registry.Any(row => glibc.CompareTo((2, row.Until)) < 0 && (row.Library == AnyLibrary || needed.Contains(row.Library)) && row.Names.Contains(name)));
}
