using TorchTrt.Release.Pins;

namespace TorchTrt.Release.Audit;

/// <summary>What one place says about a dependency: a version, or a range of them.</summary>
/// <param name="From">The version, or the lower end of the range.</param>
/// <param name="Below">The upper end; null where there is none, and of a version.</param>
internal sealed record PinClaim(PinReading From, PinReading? Below)
{
    public Pin Pin => From.Pin;

    public bool IsRange => From.Form == PinForm.AtLeast;

    public string Where => From.Where;

    /// <summary>Whether it is written for people, who are told, rather than for a program, which obeys.</summary>
    public bool IsForPeople => From.File.Path.EndsWith(".md", StringComparison.Ordinal) || From.File.Path.EndsWith(".rst", StringComparison.Ordinal);

    /// <summary>The claims in readings, whose range ends follow one another.</summary>
    public static IEnumerable<PinClaim> Of(IReadOnlyList<PinReading> readings)
    {
        for (var i = 0; i < readings.Count; i++)
        {
            if (readings[i].Form == PinForm.Below || readings[i].Numbers.Count == 0) continue;
            var isRange = i + 1 < readings.Count && readings[i].Form == PinForm.AtLeast && readings[i + 1] is { Form: PinForm.Below } end
                && end.File == readings[i].File && end.Span.Start > readings[i].Span.End && end.Span.Start - readings[i].Span.End < 32;
            yield return new PinClaim(readings[i], isRange ? readings[i + 1] : null);
        }
    }

    /// <summary>
    /// Whether no version satisfies both as far as both are told: 10.9 and 10.9.0.34 agree, as do 2.7.1 and <c>&gt;=2.7.0,&lt;2.8.0</c>; 10.9.0.43 and
    /// 10.9.0.34 do not.
    /// </summary>
    public bool Contradicts(PinClaim other)
    {
        if (IsRange && other.IsRange) return Compare(From.Numbers, other.From.Numbers, 2) != 0;
        if (IsRange) return !Admits(other.From.Numbers);
        return other.IsRange ? !other.Admits(From.Numbers) : Compare(From.Numbers, other.From.Numbers, int.MaxValue) != 0;
    }

    public override string ToString() => IsRange ? $">={From.Value}{(Below is null ? "" : $",<{Below.Value}")}" : From.Form == PinForm.Tag ? $"cu{From.Value}" : From.Value;

    private bool Admits(IReadOnlyList<int> version)
        => Compare(From.Numbers, version, int.MaxValue) <= 0 && (Below is null || Compare(version, Below.Numbers, int.MaxValue) < 0);

    /// <summary>Compares as many numbers as both have.</summary>
    private static int Compare(IReadOnlyList<int> left, IReadOnlyList<int> right, int atMost)
        => left.Zip(right).Take(atMost).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0);
}
