using System.Globalization;

namespace Tandem.Routing.Prices;

/// <summary>Money: billionths of a US dollar in 64 bits, so that sums are exact. The range is ± 9.2 billion dollars.</summary>
/// <remarks>Arithmetic is checked: an overflow throws <see cref="OverflowException"/>.</remarks>
public readonly record struct NanoUsd(long Value) : IComparable<NanoUsd>
{
    /// <summary>Nano-dollars in a dollar.</summary>
    public const long PerUsd = 1_000_000_000;

    public static NanoUsd Zero => default;

    public decimal Usd => (decimal)Value / PerUsd;

    /// <summary>Rounds up, so that a charge is never smaller than its price.</summary>
    /// <exception cref="OverflowException">The amount does not fit 64 bits of nano-dollars.</exception>
    public static NanoUsd FromUsd(decimal usd) => new(checked((long)decimal.Ceiling(usd * PerUsd)));

    public static NanoUsd operator +(NanoUsd left, NanoUsd right) => new(checked(left.Value + right.Value));

    public static NanoUsd operator -(NanoUsd left, NanoUsd right) => new(checked(left.Value - right.Value));

    public static bool operator <(NanoUsd left, NanoUsd right) => left.Value < right.Value;

    public static bool operator >(NanoUsd left, NanoUsd right) => left.Value > right.Value;

    public static bool operator <=(NanoUsd left, NanoUsd right) => left.Value <= right.Value;

    public static bool operator >=(NanoUsd left, NanoUsd right) => left.Value >= right.Value;

    public static NanoUsd Max(NanoUsd left, NanoUsd right) => left > right ? left : right;

    public static NanoUsd Add(NanoUsd left, NanoUsd right) => left + right;

    public static NanoUsd Subtract(NanoUsd left, NanoUsd right) => left - right;

    public int CompareTo(NanoUsd other) => Value.CompareTo(other.Value);

    /// <summary>Dollars with as many places as the amount needs, at least two: <c>$0.00</c>, <c>$0.0123</c>.</summary>
    public override string ToString()
    {
        var places = Math.Abs(Usd) is >= 1 or 0 ? "0.00" : "0.00####";
        return (Value < 0 ? "-$" : "$") + Math.Abs(Usd).ToString(places, CultureInfo.InvariantCulture);
    }
}
