namespace Tandem.Routing.Learning;

/// <summary>Gradient boosting for squared error: histogram splits, trees grown leaf by leaf, rows and features sampled for each tree.</summary>
/// <remarks>Friedman 2001 and 2002; growth as in LightGBM (Ke et al. 2017). Deterministic under the seed.</remarks>
internal sealed class BoostingTrainer
{
    private readonly BinnedFeatures _features;
    private readonly float[] _weights;
    private readonly BoostingOptions _options;
    private readonly Random _chance;
    private readonly float[] _residual;
    private readonly List<int> _roots = [];
    private readonly List<short> _nodeFeatures = [];
    private readonly List<float> _nodeValues = [];
    private readonly List<int> _nodeLeft = [];

    private BoostingTrainer(BinnedFeatures features, float[] targets, float[] weights, BoostingOptions options)
    {
        _features = features;
        _weights = weights;
        _options = options;
        _chance = new Random(options.Seed);
        _residual = targets.ToArray();
    }

    public static BoostedTrees Fit(BinnedFeatures features, float[] targets, float[] weights, BoostingOptions options) =>
        new BoostingTrainer(features, targets, weights, options).Fit();

    private BoostedTrees Fit()
    {
        var total = 0.0;
        var sum = 0.0;
        for (var r = 0; r < _residual.Length; r++)
        {
            total += _weights[r];
            sum += _weights[r] * _residual[r];
        }

        var mean = total > 0 ? (float)(sum / total) : 0;
        for (var r = 0; r < _residual.Length; r++)
            _residual[r] -= mean;
        for (var tree = 0; tree < _options.Trees; tree++)
            Grow();
        return new BoostedTrees(mean, [.. _roots], [.. _nodeFeatures], [.. _nodeValues], [.. _nodeLeft]);
    }

    private void Grow()
    {
        var rows = new List<int>();
        for (var r = 0; r < _residual.Length; r++)
        {
            if (_weights[r] > 0 && _chance.NextDouble() < _options.RowShare)
                rows.Add(r);
        }

        var features = Enumerable.Range(0, _features.Bins.Length).Where(_ => _chance.NextDouble() < _options.FeatureShare).ToArray();
        _roots.Add(AddNode());
        var open = new List<GrowingLeaf> { GrowingLeaf.Of(_roots[^1], [.. rows], features, _features, _residual, _weights, _options) };
        for (var leaves = 1; leaves < _options.Leaves; leaves++)
        {
            var best = open.MaxBy(leaf => leaf.Gain);
            if (best is null || best.Gain <= 1e-9)
                break;
            open.Remove(best);
            open.AddRange(Split(best, features));
        }

        foreach (var leaf in open)
            _nodeValues[leaf.Node] = (float)(_options.Rate * leaf.Sum / (leaf.Weight + _options.Penalty));
        Subtract(_roots[^1]);
    }

    private GrowingLeaf[] Split(GrowingLeaf leaf, int[] features)
    {
        var bins = _features.Bins[leaf.Feature];
        var left = Array.FindAll(leaf.Rows, row => bins[row] <= leaf.Bin);
        var right = Array.FindAll(leaf.Rows, row => bins[row] > leaf.Bin);
        var node = AddNode();
        AddNode();
        _nodeFeatures[leaf.Node] = (short)leaf.Feature;
        _nodeValues[leaf.Node] = _features.Cuts[leaf.Feature][leaf.Bin];
        _nodeLeft[leaf.Node] = node;
        return
        [
            GrowingLeaf.Of(node, left, features, _features, _residual, _weights, _options),
            GrowingLeaf.Of(node + 1, right, features, _features, _residual, _weights, _options),
        ];
    }

    /// <summary>Takes the new tree's values from all rows, sampled or not.</summary>
    private void Subtract(int root)
    {
        for (var r = 0; r < _residual.Length; r++)
        {
            var node = root;
            while (_nodeFeatures[node] >= 0)
            {
                var feature = _nodeFeatures[node];
                node = _nodeLeft[node] + (CutOf(feature, r) <= _nodeValues[node] ? 0 : 1);
            }

            _residual[r] -= _nodeValues[node];
        }
    }

    /// <summary>Stands for the row's value: the upper cut of its bin compares with any threshold as the value itself does.</summary>
    private float CutOf(int feature, int row)
    {
        var bin = _features.Bins[feature][row];
        var cuts = _features.Cuts[feature];
        return bin < cuts.Length ? cuts[bin] : float.PositiveInfinity;
    }

    private int AddNode()
    {
        _nodeFeatures.Add(-1);
        _nodeValues.Add(0);
        _nodeLeft.Add(-1);
        return _nodeValues.Count - 1;
    }
}
