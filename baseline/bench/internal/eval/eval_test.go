package eval

import (
	"math"
	"os"
	"testing"
	"time"
)

func TestEpisodesCoverSixHours(t *testing.T) {
	rows := []scored{{0, 5}, {3600, 5}, {6 * 3600, 5}, {7 * 3600, 5}, {20 * 3600, 1}}
	if n := episodes(rows, 5); n != 2 {
		t.Errorf("%d episodes, want 2", n)
	}
}

func TestF1OfPerfectAndOfNoPoints(t *testing.T) {
	notes := map[string][]int{"a": {50}, "b": {52}}
	if f := tcpdF1(notes, []int{50}); f != 1 {
		t.Errorf("perfect: F1 %v", f)
	}
	if f := tcpdF1(notes, nil); math.Abs(f-2.0/3) > 1e-9 {
		t.Errorf("none: F1 %v, want 2/3", f)
	}
	if c := tcpdCover(notes, []int{51}, 100); c < 0.95 || c > 1 {
		t.Errorf("cover %v", c)
	}
}

func TestNABOfNoAndOfAPerfectAlarm(t *testing.T) {
	s := &NABSeries{}
	start := time.Unix(Epoch, 0)
	for i := range 1000 {
		s.Time = append(s.Time, start.Add(time.Duration(i)*time.Minute))
	}
	s.Windows = [][2]time.Time{{s.Time[500], s.Time[599]}}
	s.prepare()
	s.Score = make([]float64, 1000)
	all := []*NABSeries{s}
	if got := ScoreNAB(all, Standard, 0.5); math.Abs(got) > 1e-9 {
		t.Errorf("no alarm scores %v, want 0", got)
	}
	s.Score[500] = 1
	if got := ScoreNAB(all, Standard, 0.5); got < 99 || got > 101 {
		t.Errorf("alarm at the start of the window scores %v, want about 100", got)
	}
	s.Score[200] = 1
	if got := ScoreNAB(all, Standard, 0.5); got > 97 {
		t.Errorf("a false alarm must cost, got %v", got)
	}
}

// TestFloorsHold guards the figures on real series, where the folder is at hand.
func TestFloorsHold(t *testing.T) {
	dir := os.Getenv("EARSHOT_DATA")
	if dir == "" {
		t.Skip("EARSHOT_DATA does not name the folder with the series")
	}
	m4, err := ScoreM4(dir)
	if err != nil {
		t.Fatal(err)
	}
	if m4.OWA > 0.62 {
		t.Errorf("M4 hourly OWA %.3f", m4.OWA)
	}
	if f1, _, err := ScoreTCPD(dir); err != nil || f1 < 0.69 {
		t.Errorf("change points F1 %.3f, %v", f1, err)
	}
}
