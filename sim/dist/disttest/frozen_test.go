package disttest

import (
	"math"
	"testing"

	"nines/sim/rng"
)

// The first draws of every law are part of the contract: published results carry only a seed. Each row holds a life, a
// residual life at the median and an equilibrium life (0 where the mean is infinite), in the order of Examples. Twelve
// digits leave room for the last bits in which processors differ.
var frozen = [][3]float64{
	{12050339.2423699, 8094425.074021342, 5777755.404825952},  // exponential
	{8533869.265831143, 8922497.166322289, 33048320.20163948}, // weibull
	{144826361.4724992, 28645315.59536695, 108148570.6711491}, // weibull
	{176.5464207192483, 156.6181241918175, 814.0624321591905}, // lognormal
	{5045.730097799578, 13827.56066507343, 1596974.686844634}, // lognormal
	{14577.25898256491, 958.8677142126191, 8083.737394002728}, // normal
	{13791.48093160527, 6157.838259969033, 8205.989786044702}, // normal
	{71659.78629119843, 10577.19751965559, 97890.51638847598}, // gamma
	{7289.714491789798, 1300.455826352155, 8756.883230166482}, // gamma
	{32121.09751207134, 548.9257257553228, 19815.22770789643}, // gamma
	{3133.180148851428, 423.3970936693535, 3083.634889408029}, // erlang
	{1982.330048637112, 891.3574485026755, 2157.437042632946}, // uniform
	{1289.521512868486, 509.7853261432113, 1013.386728454632}, // triangular
	{956.4542391160176, 583.2734844286977, 827.0836167412011}, // triangular
	{300, 0, 206.9072084589355},                               // constant
	{81.80032945197041, 18.32377319508286, 71.065919354881},   // pareto
	{141.9223198695317, 101.4842767614475, 0},                 // pareto
	{3461.249916899477, 864.6792901866952, 2754.133455746239}, // log-logistic
	{1340.465802788959, 1154.278512350911, 4687.069954301494}, // log-logistic
	{172.9278588161513, 16.75799362913754, 28725.15684074633}, // hyperexponential
	{300, 1227.536910035125, 93009.75140135561},               // mixture
	{253.8630867700065, 331.7053053037956, 630.5464480929311}, // empirical
	{152032678.2595737, 133411975.6344306, 184208754.0585338}, // bathtub
	{24131.1973543551, 70758.47554670763, 51007.12111528814},  // bathtub
	{236500040.5214447, 38456223.02435396, 217654920.1433224}, // age-table
	{24435410.13036118, 16413695.28898772, 39825129.58158627}, // age-table
}

func TestFrozenDraws(t *testing.T) {
	examples := Examples()
	if len(frozen) != len(examples) {
		t.Fatalf("%d frozen rows for %d examples", len(frozen), len(examples))
	}
	for i, e := range examples {
		got := firstDraws(t, e)
		for j := range got {
			if math.Abs(got[j]-frozen[i][j]) > 1e-12*math.Abs(frozen[i][j]) {
				t.Errorf("%s: the first draws are now {%.16g, %.16g, %.16g}", e.Row, got[0], got[1], got[2])
				break
			}
		}
	}
}

func firstDraws(t *testing.T, e Example) (draws [3]float64) {
	t.Helper()
	law, err := e.Law()
	if err != nil {
		t.Fatal(err)
	}
	open := func(k uint64) *rng.Stream {
		s := rng.Open(rng.Key{Seed: 1, Occurrence: k})
		return &s
	}
	draws[0] = law.Sample(open(0))
	draws[1] = law.Residual(open(1), law.Quantile(0.5))
	if !math.IsInf(law.Mean(), 1) {
		draws[2] = law.Equilibrium(open(2))
	}
	return draws
}
