namespace TorchTrt.Release.Perf;

/// <summary>Tails of two distributions, both through the incomplete beta function (NIST Digital Library of Mathematical Functions, 8.17).</summary>
internal static class Tails
{
    /// <summary>How probable at least <paramref name="wins"/> of <paramref name="count"/> are, each won with probability <paramref name="chance"/>.</summary>
    public static double Binomial(int wins, int count, double chance)
        => wins <= 0 ? 1 : wins > count ? 0 : Beta(chance, wins, count - wins + 1);

    /// <summary>How probable a Student's t of that many degrees of freedom is to be <paramref name="t"/> or more.</summary>
    public static double Student(double t, int freedom)
    {
        var half = 0.5 * Beta(freedom / (freedom + (t * t)), freedom / 2.0, 0.5);
        return t > 0 ? half : 1 - half;
    }

    /// <summary>The t that is reached or exceeded with that probability, by halving; 0 to 1/2.</summary>
    public static double StudentQuantile(double chance, int freedom)
    {
        var (low, high) = (0.0, 1.0);
        while (Student(high, freedom) > chance) high *= 2;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Student(middle, freedom) > chance ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The regularised incomplete beta function, by its continued fraction (8.17.22), evaluated with Lentz's method.</summary>
    private static double Beta(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - Beta(1 - x, b, a);
        const double tiny = 1e-300;
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var step = 1; step <= 10_000; step++)
        {
            Advance(step * (b - step) * x / ((a + (2 * step) - 1) * (a + (2 * step))));
            if (Math.Abs(Advance(-(a + step) * (a + b + step) * x / ((a + (2 * step)) * (a + (2 * step) + 1))) - 1) < 1e-15) break;
        }

        return fraction * Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - LogBeta(a, b)) / a;

        double Advance(double term)
        {
            d = 1 / NotZero(1 + (term * d));
            c = NotZero(1 + (term / c));
            fraction *= c * d;
            return c * d;
        }

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>Stirling's series (5.11.1) after raising the argument above 15; good to 1e-14.</summary>
    private static double LogGamma(double x)
    {
        var raised = 0.0;
        for (; x < 15; x++) raised += Math.Log(x);
        var (over, square) = (1 / x, 1 / (x * x));
        var series = over * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - raised;
    }
}
