package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func output(t *testing.T, in string, args ...string) string {
	t.Helper()
	var out strings.Builder
	if err := run(args, strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func wants(t *testing.T, out string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(out, p) {
			t.Errorf("%q is not in:\n%s", p, out)
		}
	}
}

func TestDemonstrationMarksWhatItFinds(t *testing.T) {
	wants(t, output(t, ""), "[Starbcuks] is out of oat milk, so it is [cocacola] again", "misspelled", "[#thanksjetblue]", "[victoria secret]", "\ngrandma's apple pie", "[كوكاكولا]")
}

func TestTextsFromArgumentsAndFromInput(t *testing.T) {
	wants(t, output(t, "", "-brand", "Nike, نایکی", "two nikes"), "two [nikes]", "possessive")
	wants(t, output(t, "a #nike\nno\n", "-brand", "Nike"), "a [#nike]", "\nno\n")
}

func TestExplainAndSuggest(t *testing.T) {
	wants(t, output(t, "", "-brand", "Cisco", "-explain", "cinco"), "is a word of its own")
	wants(t, output(t, "", "-suggest", "Coca-Cola"), "#CocaCola", "hashtag")
}

func TestEvaluateScoresMarkedPosts(t *testing.T) {
	dir := t.TempDir()
	brands, posts := filepath.Join(dir, "brands.tsv"), filepath.Join(dir, "posts.tsv")
	write(t, brands, "id\tname\taliases\tabbreviations\thandles\tambiguous\tcontext\texclude\nb1\tNike\tSwoosh\t\tnike\t0\t\t\n")
	write(t, posts, "post_id\thalf\tlang\tgroup\ttext\tgold\np1\tdev\ten\tmention\ta Nike and a swosh\t[[2, 6, \"b1\", \"exact\"]]\np2\tdev\ten\tmention\tniek\t[[0, 4, \"b1\", \"misspelling\"]]\n")
	wants(t, output(t, "", "-brands", brands, "-evaluate", posts), "right 1", "missed 1", "exact              1 of     1  1.0000", "missed  b1, misspelling\n    [niek]")
}

func TestMistakesNameTheCulprit(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.tsv")
	write(t, bad, "id\tname\nb1\tNike\n")
	for _, args := range [][]string{{"-brands", bad}, {"-brands", filepath.Join(dir, "none")}, {"-brand", "!", "x"}, {"-suggest", "?"}, {"-nonsense"}} {
		var out strings.Builder
		if err := run(args, strings.NewReader(""), &out); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
