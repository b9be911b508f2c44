// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/regulator/consumer.h>
#include <linux/slab.h>

struct job {
	struct list_head node;
	u32 id;
	u32 prio;
};

void job_queue(struct job *job);

static LIST_HEAD(jobs);

/* CASE fire: member read through the pointer that no_free_ptr() emptied */
static int job_submit(u32 id)
{
	struct job *job __free(kfree) = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	job->id = id;
	job_queue(no_free_ptr(job));
	return job->id;	/* EXPECT SA0103 */
}

int job_start(u32 id)
{
	return job_submit(id);
}

/* CASE clean: the id is kept before the job goes */
static int job_submit_id(u32 id)
{
	struct job *job __free(kfree) = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	job->id = id;
	job_queue(no_free_ptr(job));
	return id;
}

int job_start_id(u32 id)
{
	return job_submit_id(id);
}

/* CASE fire: listed, given up, and written to once more */
int job_list(u32 id)
{
	struct job *job __free(kfree) = kzalloc_obj(*job);

	if (!job)
		return -ENOMEM;
	list_add_tail(&job->node, &jobs);
	retain_and_null_ptr(job);
	job->id = id;	/* EXPECT SA0103 */
	return 0;
}

/* CASE clean: filled, listed, given up */
int job_list_filled(u32 id)
{
	struct job *job __free(kfree) = kzalloc_obj(*job);

	if (!job)
		return -ENOMEM;
	job->id = id;
	list_add_tail(&job->node, &jobs);
	retain_and_null_ptr(job);
	return 0;
}

/* CASE fire: the helper that failed has switched the clock off already */
static int uart_power(struct clk *clk, struct regulator *vdd)
{
	int ret = clk_prepare_enable(clk);

	if (ret)
		return ret;
	ret = regulator_enable(vdd);
	if (ret)
		clk_disable_unprepare(clk);
	return ret;
}

int uart_setup(struct platform_device *pdev)
{
	struct clk *clk = devm_clk_get(&pdev->dev, NULL);
	struct regulator *vdd = devm_regulator_get(&pdev->dev, "vdd");
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	if (IS_ERR(vdd))
		return PTR_ERR(vdd);
	ret = uart_power(clk, vdd);
	if (ret)
		goto err_clk;
	return 0;

err_clk:
	clk_disable_unprepare(clk);	/* EXPECT SA0102 */
	return ret;
}

/* CASE clean: the caller has nothing to undo, and the clock may be cycled */
static int usart_power(struct clk *clk, struct regulator *vdd)
{
	int ret = clk_prepare_enable(clk);

	if (ret)
		return ret;
	ret = regulator_enable(vdd);
	if (ret)
		clk_disable_unprepare(clk);
	return ret;
}

int usart_setup(struct platform_device *pdev)
{
	struct clk *clk = devm_clk_get(&pdev->dev, NULL);
	struct regulator *vdd = devm_regulator_get(&pdev->dev, "vdd");
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	if (IS_ERR(vdd))
		return PTR_ERR(vdd);
	ret = usart_power(clk, vdd);
	if (ret)
		return ret;
	clk_disable_unprepare(clk);
	ret = clk_set_rate(clk, 48000000);
	if (ret) {
		regulator_disable(vdd);
		return ret;
	}
	ret = clk_prepare_enable(clk);
	if (ret)
		regulator_disable(vdd);
	return ret;
}

/* CASE fire: the action that could not be added has been run */
static void adc_vdd_off(void *vdd)
{
	regulator_disable(vdd);
}

int adc_power(struct device *dev)
{
	struct regulator *vdd = devm_regulator_get(dev, "vdd");
	int ret;

	if (IS_ERR(vdd))
		return PTR_ERR(vdd);
	ret = regulator_enable(vdd);
	if (ret)
		return ret;
	ret = devm_add_action_or_reset(dev, adc_vdd_off, vdd);
	if (ret) {
		regulator_disable(vdd);	/* EXPECT SA0102 */
		return ret;
	}
	return 0;
}

/* CASE clean: left to the action */
static void dac_vdd_off(void *vdd)
{
	regulator_disable(vdd);
}

int dac_power(struct device *dev)
{
	struct regulator *vdd = devm_regulator_get(dev, "vdd");
	int ret;

	if (IS_ERR(vdd))
		return PTR_ERR(vdd);
	ret = regulator_enable(vdd);
	if (ret)
		return ret;
	return devm_add_action_or_reset(dev, dac_vdd_off, vdd);
}

/* CASE fire: interrupt freed by the ladder and before the jump into it */
static irqreturn_t key_irq(int irq, void *data)
{
	return IRQ_HANDLED;
}

int key_irqs(struct platform_device *pdev, struct job *job)
{
	int down, up, ret;

	down = platform_get_irq(pdev, 0);
	if (down < 0)
		return down;
	ret = request_irq(down, key_irq, 0, "down", job);
	if (ret)
		return ret;
	up = platform_get_irq(pdev, 1);
	if (up < 0) {
		free_irq(down, job);
		ret = up;
		goto err;
	}
	return 0;

err:
	free_irq(down, job);	/* EXPECT SA0102 */
	return ret;
}

/* CASE clean: each interrupt is freed once */
static irqreturn_t knob_irq(int irq, void *data)
{
	return IRQ_HANDLED;
}

int knob_irqs(struct platform_device *pdev, struct job *job)
{
	int down, up, ret;

	down = platform_get_irq(pdev, 0);
	if (down < 0)
		return down;
	ret = request_irq(down, knob_irq, 0, "down", job);
	if (ret)
		return ret;
	up = platform_get_irq(pdev, 1);
	if (up < 0) {
		ret = up;
		goto err;
	}
	return 0;

err:
	free_irq(down, job);
	return ret;
}
