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

func BenchmarkReport(b *testing.B) {
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			n, err := k.fresh()
			if err != nil {
				b.Fatal(err)
			}
			for _, m := range weeks() {
				n.Add(m)
			}
			b.ResetTimer()
			for range b.N {
				if _, err := k.report(n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
