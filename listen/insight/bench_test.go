package insight_test

import "testing"

func BenchmarkAdd(b *testing.B) {
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			n, err := k.fresh()
			if err != nil {
				b.Fatal(err)
			}
			mentions := weeks()
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				n.Add(mentions[i%len(mentions)])
			}
		})
	}
}
