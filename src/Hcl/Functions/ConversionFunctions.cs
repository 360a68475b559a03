using System.Collections.Immutable;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Functions that change types or marks.</summary>
internal static class ConversionFunctions
{
    private static readonly Parameter Anything = new("v", Any, AllowNull: true, AllowUnknown: true, KeepMarks: true);

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("tobool", Any, call => To(call, Bool), Anything),
        Define("tonumber", Any, call => To(call, Number), Anything),
        Define("tostring", Any, call => To(call, Str), Anything),
        Define("tolist", Any, call => To(call, ListOfAny), Anything),
        Define("toset", Any, call => To(call, SetOfAny), Anything),
        Define("tomap", Any, call => To(call, HclType.Map(HclType.Dynamic)), Anything),
        Define("sensitive", Any, call => call[0].WithSensitive(true), Anything with { Name = "value" }),
        Define("nonsensitive", Any, call => call[0].WithSensitive(false), Anything with { Name = "value", KeepMarks = false }),
        Define("issensitive", Bool, IsSensitive, Anything with { Name = "value" }),
        Define("ephemeralasnull", Any, call => call[0], Anything with { Name = "value" }),
    ];

    private static FunctionResult To(FunctionCall call, HclType type) =>
        Conversion.TryConvert(call[0], type, out Value result, out string? reason)
            ? result
            : FunctionResult.FailArgument(0, $"cannot convert {call[0].GetHclType().FriendlyName} to {type.FriendlyName}: {reason}");

    private static FunctionResult IsSensitive(FunctionCall call) =>
        call[0] is { IsUnknown: true, IsSensitive: false } ? FunctionCall.UnknownFrom(call[0], Bool) : Value.Of(call[0].IsSensitive);
}
